// Which screen is drawn by what.

import type { App } from './app.ts';
import { carryScreen } from './screens/carry.ts';
import { doneScreen } from './screens/done.ts';
import { enterReceiptScreen } from './screens/enter_receipt.ts';
import { followUpScreen } from './screens/follow_up.ts';
import { openDraftScreen } from './screens/open_draft.ts';
import { programmesScreen } from './screens/programmes.ts';
import { receiptScreen, typeBackScreen } from './screens/receipt.ts';
import { repliesScreen } from './screens/replies.ts';
import { reviewScreen } from './screens/review.ts';
import { saveDraftScreen } from './screens/save_draft.ts';
import { sendScreen } from './screens/send.ts';
import { topicScreen } from './screens/topic.ts';
import { urgentScreen } from './screens/urgent.ts';
import { welcomeScreen } from './screens/welcome.ts';

export function screenOf(app: App): HTMLElement[] {
  const { screen } = app.state;
  switch (screen.is) {
    case 'welcome':
      return welcomeScreen(app);
    case 'programmes':
      return programmesScreen(app);
    case 'topic':
      return topicScreen(app, screen.id);
    case 'receipt':
      return receiptScreen(app, screen.next);
    case 'type-back':
      return typeBackScreen(app, screen.next);
    case 'urgent':
      return urgentScreen(app);
    case 'review':
      return reviewScreen(app);
    case 'send':
      return sendScreen(app);
    case 'done':
      return doneScreen(app);
    case 'save-draft':
      return saveDraftScreen(app, screen.back);
    case 'open-draft':
      return openDraftScreen(app);
    case 'enter-receipt':
      return enterReceiptScreen(app);
    case 'replies':
      return repliesScreen(app);
    case 'follow-up':
      return followUpScreen(app);
    case 'carry':
      return carryScreen(app);
  }
}
