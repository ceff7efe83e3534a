//! Everything decrypted. Dropped when the desk is locked.

use jiff::Timestamp;

use super::{Drafts, ExchangePage, OpenCase, Page, PublishPage};
use crate::desk::DeskSummary;
use crate::model::{CaseId, CaseRow, Facets, Filter, Order, Queue};

/// What the worker says about the desk as a whole.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DeskFacts {
    pub(crate) person: String,
    pub(crate) colleagues: Vec<String>,
    /// Ids and titles, in the window's language.
    pub(crate) programmes: Vec<(String, String)>,
    pub(crate) summary: DeskSummary,
    /// Where the organisation's description is edited.
    pub(crate) config_file: String,
    /// What was found damaged and could not be mended, by name.
    pub(crate) damaged: Vec<String>,
}

/// An unlocked desk as the window sees it.
pub(crate) struct Session {
    pub(crate) facts: DeskFacts,
    rows: Vec<CaseRow>,
    pub(crate) filter: Filter,
    pub(crate) order: Order,
    /// What there is to filter by.
    facets: Facets,
    /// The row of filters is open.
    pub(crate) more_filters: bool,
    /// Name that is typed for a view.
    pub(crate) view_name: String,
    /// The search as it is typed; becomes part of the filter when the typing pauses.
    pub(crate) search: String,
    queue: Queue,
    pub(crate) chosen: Option<CaseId>,
    pub(crate) page: Page,
    pub(crate) open: Option<OpenCase>,
    pub(crate) exchange: ExchangePage,
    pub(crate) publish: PublishPage,
    pub(crate) export_folder: String,
    /// What is being written.
    pub(crate) drafts: Drafts,
    /// What the vault has of it.
    pub(crate) drafts_kept: Drafts,
}

impl Session {
    pub(crate) fn new(
        facts: DeskFacts,
        rows: Vec<CaseRow>,
        drafts: Drafts,
        now: Timestamp,
    ) -> Self {
        let mut session = Self {
            facts,
            rows,
            filter: Filter::default(),
            order: Order::default(),
            facets: Facets::default(),
            more_filters: false,
            view_name: String::new(),
            search: String::new(),
            queue: Queue::default(),
            chosen: None,
            page: Page::Queue,
            open: None,
            exchange: ExchangePage::default(),
            publish: PublishPage::default(),
            export_folder: String::new(),
            drafts_kept: drafts.clone(),
            drafts,
        };
        session.facets = Facets::of(&session.rows);
        session.sort(now);
        session.chosen = session.queue.rows.first().map(|row| row.id);
        session
    }

    /// The rows that pass the filter, in order.
    pub(crate) fn queue(&self) -> &Queue {
        &self.queue
    }

    /// What there is to filter by, with counts.
    pub(crate) fn facets(&self) -> &Facets {
        &self.facets
    }

    /// Takes new rows from the worker.
    pub(crate) fn set_rows(&mut self, rows: Vec<CaseRow>, now: Timestamp) {
        self.rows = rows;
        self.facets = Facets::of(&self.rows);
        self.sort(now);
    }

    /// Filters and orders again; the choice stays on its row, or goes to the first.
    pub(crate) fn sort(&mut self, now: Timestamp) {
        self.queue = Queue::of(&self.rows, &self.filter, self.order, now);
        if self.chosen_place().is_none() {
            self.chosen = self.queue.rows.first().map(|row| row.id);
        }
    }

    /// Place of the chosen row among those shown.
    pub(crate) fn chosen_place(&self) -> Option<usize> {
        let chosen = self.chosen?;
        self.queue.rows.iter().position(|row| row.id == chosen)
    }

    /// Title of a programme in the window's language, or its id.
    pub(crate) fn programme<'row>(&'row self, id: &'row str) -> &'row str {
        self.facts
            .programmes
            .iter()
            .find(|(known, _)| known == id)
            .map_or(id, |(_, title)| title.as_str())
    }
}

impl Drop for Session {
    /// Overwrites what was being written; the rest is freed.
    fn drop(&mut self) {
        use zeroize::Zeroize;
        self.search.zeroize();
        self.view_name.zeroize();
    }
}
