# La fenêtre du bureau.

app-title = Bureau Sealpost
app-locked = Bureau Sealpost, verrouillé

# Mots employés en plusieurs endroits
cancel = Annuler
close = Fermer
show = Afficher
hide = Masquer
none = Aucune
nobody = Personne

# Navigation
nav-queue = File d’attente
nav-exchange = Échange
nav-publish = Publier et sauvegarder
nav-settings = Réglages
nav-lock = Verrouiller
nav-help = Touches

# Première fois
first-title = Préparer ce bureau
first-intro = Cet ordinateur n’a pas encore de coffre. Le coffre garde chaque lettre, chaque dossier et chaque clé de ce bureau, chiffrés avec votre phrase secrète. Ne reliez jamais cet ordinateur à un réseau.
first-new = Nouvelle organisation
first-new-note = Crée les clés de l’organisation. À faire une seule fois, sur un seul ordinateur.
first-restore = À partir d’une sauvegarde
first-restore-note = Ramène un bureau depuis sa sauvegarde sur une clé USB.
first-organisation = Nom de l’organisation, tel que le connaissent les personnes qui vous écrivent
first-person = Votre nom ou un nom court, pour vos collègues
first-you = Vous
first-passphrase = Votre phrase secrète
first-passphrase-again = Votre phrase secrète, encore une fois
first-passphrase-note = Vous la taperez chaque matin. Cinq ou six mots sans lien entre eux conviennent bien. Personne ne peut la retrouver pour vous.
first-root = La clé racine
first-root-passphrase = Phrase secrète de la clé racine
first-root-passphrase-again = Phrase secrète de la clé racine, encore une fois
first-root-note = La clé racine signe ce à quoi le public se fie. Elle est écrite dans un fichier à part, que vous gardez loin de cet ordinateur, et demande sa propre phrase secrète.
first-root-folder = Dossier pour la clé racine, de préférence sur une clé USB que vous enfermez
first-make = Créer le coffre
first-making = Création des clés et du coffre…
first-restore-from = Dossier de la sauvegarde
first-restore-go = Restaurer
first-restoring = Restauration et vérification de chaque fichier…
restored = Tout est revenu. Déverrouillez le bureau avec votre phrase secrète.
restored-damaged = Restauré, mais la sauvegarde contient des fichiers endommagés : { $about }
first-made = Le coffre est créé. Ensuite : publiez le fichier de l’organisation, puis faites une sauvegarde.
missing-organisation = Tapez le nom de l’organisation.
missing-person = Tapez votre nom.
missing-passphrase = Tapez une phrase secrète.
missing-folder = Choisissez un dossier.
missing-root-passphrase = Tapez la phrase secrète de la clé racine.
passphrases-differ = Les deux phrases secrètes diffèrent.
root-passphrases-differ = Les deux phrases secrètes de la clé racine diffèrent.
passphrase-weak = Cette phrase secrète est trop facile à deviner. Ajoutez des mots.
passphrases-same = La clé racine demande sa propre phrase secrète.
strength-empty = Cinq ou six mots sans lien entre eux.
strength-weak = Facile à deviner : ajoutez des mots.
strength-fair = Passable : un mot de plus la rend solide.
strength-strong = Solide.

# Déverrouillage
unlock-title = Déverrouiller le bureau
unlock-person = Votre nom
unlock-passphrase = Votre phrase secrète
unlock-go = Déverrouiller
unlock-working = Déverrouillage…
unlock-idle = Verrouillé après { $minutes } minutes sans touche ni clic.
unlock-drafts = Ce que vous écriviez est gardé, chiffré, dans le coffre.

# File d’attente
queue-title = File d’attente
queue-count = { $count ->
    [0] Aucune demande
    [one] { $count } demande
   *[other] { $count } demandes
}
queue-shown = { $shown } sur { $count } affichées
queue-overdue = { $count } en retard
queue-search = Chercher dans la file d’attente
queue-search-hint = Chercher   ( / )
queue-status = État
queue-every-status = Tous les états
queue-open-only = Demandes en cours
queue-column-due = Répondre avant
queue-column-request = Demande
queue-column-status = État
queue-column-assignee = Chez
queue-column-arrived = Arrivée
queue-empty-title = Rien n’est encore arrivé
queue-empty = Branchez la clé USB que le coursier a remplie, puis ouvrez Échange.
queue-empty-go = Aller à Échange
queue-no-match = Aucune demande ne correspond. Changez la recherche ou l’état.
queue-clear = Tout afficher
queue-row = { $title }, { $due }, { $status }, { $details }
queue-no-title = Demande sans texte
queue-files = { $count ->
    [one] { $count } fichier
   *[other] { $count } fichiers
}
queue-unread = pas encore lue
queue-unproven = sans preuve valable
queue-held = { $count ->
    [one] { $count } lettre n’a pas pu être prise et est mise de côté ; chaque échange la nomme et dit pourquoi
   *[other] { $count } lettres n’ont pas pu être prises et sont mises de côté ; chaque échange les nomme et dit pourquoi
}

# L’horloge des 48 heures
due-in-days = { $count ->
    [one] dans { $count } jour
   *[other] dans { $count } jours
}
due-in-hours = dans { $count } h
due-in-minutes = dans { $count } min
due-now = maintenant
overdue-minutes = retard de { $count } min
overdue-hours = retard de { $count } h
overdue-days = { $count ->
    [one] retard de { $count } jour
   *[other] retard de { $count } jours
}
due-answered = répondu
due-none = sans délai
clock-back = L’horloge de cet ordinateur a reculé : elle indique { $shown }, alors que ce bureau a déjà vu { $seen }. Réglez l’horloge ; d’ici là, les délais se comptent à partir de l’heure la plus tardive.

# État
status-new = Nouvelle
status-working = En examen
status-referred = Orientée
status-waiting = Précisions demandées
status-granted = Accepté
status-declined = Refusée
status-closed = Close

# Dossier
case-tab-letter = Lettre
case-tab-files = Fichiers ({ $count })
case-tab-work = Notes et suivi
case-tab-reply = Réponses ({ $count })
case-panel = À propos de ce dossier
case-not-proved = Cette lettre ne porte pas de preuve valable de son reçu : quelqu’un d’autre a pu l’écrire. Ne révélez rien dans une réponse.
case-message = Lettre du { $date }
case-follow-up = Suite du { $date }
case-in-language = C’est-à-dire : { $text }
case-sensitive = à manier avec prudence
case-more-follows = La personne a annoncé une suite : les autres réponses arrivent dans une autre lettre.
case-foreign = Cette lettre s’ouvre, mais n’a pas été faite avec l’un de nos formulaires. Elle est montrée telle quelle.
case-problem = Le formulaire attendait autre chose ici : { $problem }
case-no-answer = sans réponse
case-status = État
case-assignee = Chez
case-arrived = Arrivée
case-notes = Notes
case-note-new = Nouvelle note, vue par vos seuls collègues
case-note-add = Ajouter la note
case-history = Suivi
history-imported = Lettre arrivée
history-read = Lettre ouverte
history-status = État : { $status }
history-note = Note écrite
history-assigned = Prise par { $person }
history-given-back = Rendue
history-tagged = Étiquettes : { $tags }
history-replied = Réponse écrite
history-acknowledged = Accusé de réception du bureau
case-empty-notes = Pas encore de notes.
case-loading = Ouverture du dossier…

# Fichiers d’un dossier
files-none = Ce dossier n’a pas de fichiers.
files-preview = Regarder
files-preview-close = Fermer l’image
files-export = Enregistrer dans un dossier…
files-export-folder = Dossier où enregistrer
files-export-note = Dans ce dossier, les fichiers enregistrés ne sont plus chiffrés. N’enregistrez que sur une clé USB chiffrée, et supprimez-les ensuite.
files-export-go = Enregistrer le fichier
files-no-preview = Seules des images (PNG, JPEG, WebP) peuvent être regardées ici.
files-preview-working = Décodage de l’image…
files-picture = Image { $name }, { $width } sur { $height }
files-question = Envoyé pour : { $question }
size-bytes = { $count } octets
size-kib = { $count } ko
size-mib = { $count } Mo
size-gib = { $count } Go

# Réponses
reply-new = Nouvelle réponse
reply-write = Votre réponse, en { $language }
reply-language-of-person = La personne a écrit en { $language }. Répondez dans la même langue si vous le pouvez.
reply-working = Chiffrement et signature de la réponse…
reply-too-long = C’est trop long : 32 réponses au plus.
reply-note-short = Rien n’est encore envoyé.
reply-acknowledged = Accusé de réception du bureau
reply-count = { $characters } caractères, { $parts ->
    [one] tient en une réponse
   *[other] envoyé en { $parts } réponses
}
reply-preview = Aperçu
reply-edit = Modifier
reply-preview-title = Voici ce que la personne lira
reply-send = Signer et afficher au tableau
reply-sent = La réponse est écrite. Elle part avec le prochain échange.
reply-note = La personne la trouve avec son reçu, après le prochain échange avec le coursier. Elle reste 90 jours au tableau.
reply-none = Pas encore de réponse. La personne a tout au plus l’accusé de réception.
reply-waiting = part avec le prochain échange
reply-on-board = au tableau jusqu’au { $date }

# Échange
exchange-title = Échange
exchange-intro = Prend les lettres chiffrées sur la clé USB et y met les réponses, les accusés de réception et votre fichier d’organisation.
exchange-sticks = Clés USB
exchange-no-stick = Aucune clé USB n’est branchée. Branchez-la et attendez un instant, ou tapez son dossier.
exchange-free = { $size } libres
exchange-unknown-size = taille inconnue
exchange-folder = Dossier de la clé USB
exchange-go = Échanger avec cette clé
exchange-working = Échange en cours…
exchange-progress = { $done } sur { $total } : { $what }
exchange-done = Échange terminé
exchange-nothing = La clé n’a rien apporté de nouveau.
exchange-new-cases = { $count ->
    [one] { $count } nouvelle demande
   *[other] { $count } nouvelles demandes
}
exchange-follow-ups = { $count ->
    [one] { $count } suite à un dossier connu
   *[other] { $count } suites à des dossiers connus
}
exchange-known = { $count ->
    [one] { $count } lettre était déjà là
   *[other] { $count } lettres étaient déjà là
}
exchange-replies = { $count ->
    [one] { $count } réponse au tableau
   *[other] { $count } réponses au tableau
}
exchange-acknowledged = { $count ->
    [one] Réception accusée pour { $count } lettre
   *[other] Réception accusée pour { $count } lettres
}
exchange-unproven = { $count ->
    [one] { $count } lettre ne porte pas de preuve valable de son reçu
   *[other] { $count } lettres ne portent pas de preuve valable de leur reçu
}
exchange-unopened = { $count ->
    [one] { $count } fichier n’a pas pu être pris
   *[other] { $count } fichiers n’ont pas pu être pris
}
unopened-wrong-hash = mal copié : à reprendre
unopened-no-key = aucune clé d’ici ne l’ouvre ; mis de côté et réessayé plus tard
unopened-damaged = endommagé avant l’envoi ; mis de côté
unopened-newer-version = fait par une version plus récente ; gardé sans être lu
unopened-malformed = s’ouvre, mais contraire aux règles du format ; mis de côté et pas pris. La personne qui s’occupe de Sealpost peut le lire avec la clé de secours
unopened-not-sealed = pas une lettre chiffrée ; laissé sur la clé
unopened-too-large = trop grand ; laissé sur la clé
unopened-unreadable = illisible à cet endroit de la clé
unopened-not-kept = pas de place dans le coffre ; laissé sur la clé
unopened-arrivals = endommagé : les lettres sans heure d’arrivée y comptent à partir de maintenant
exchange-unacknowledged = { $count ->
    [one] { $count } personne n’a pas pu être prévenue que sa lettre est arrivée ; nouvel essai au prochain échange
   *[other] { $count } personnes n’ont pas pu être prévenues que leurs lettres sont arrivées ; nouvel essai au prochain échange
}
exchange-destroyed = { $count ->
    [one] { $count } dossier détruit sur un autre ordinateur l’est ici aussi
   *[other] { $count } dossiers détruits sur un autre ordinateur le sont ici aussi
}
exchange-released = { $count ->
    [one] Les relais peuvent maintenant supprimer { $count } lettre
   *[other] Les relais peuvent maintenant supprimer { $count } lettres
}
exchange-waiting = { $count ->
    [one] { $count } lettre attend une seconde copie : faites une sauvegarde
   *[other] { $count } lettres attendent une seconde copie : faites une sauvegarde
}
exchange-to-follow = { $count ->
    [one] { $count } fichier n’a pas trouvé place et suit au prochain échange
   *[other] { $count } fichiers n’ont pas trouvé place et suivent au prochain échange
}
exchange-held-clocks = { $count ->
    [one] L’horloge de { $count } collègue avance de plus d’un jour : comparez les horloges
   *[other] Les horloges de { $count } collègues avancent de plus d’un jour : comparez les horloges
}
exchange-recovered = { $count ->
    [one] { $count } événement de cet ordinateur est revenu d’un collègue
   *[other] { $count } événements de cet ordinateur sont revenus de collègues
}
exchange-unreadable = { $count ->
    [one] { $count } fichier d’un collègue n’a pas pu être lu
   *[other] { $count } fichiers de collègues n’ont pas pu être lus
}
progress-letters = lettres
progress-colleagues = travail des collègues
progress-board = tableau
progress-parcels = colis
progress-files = fichiers
progress-checking = relecture
exchange-colleagues = { $count ->
    [one] { $count } événement du bureau d’un collègue
   *[other] { $count } événements des bureaux de collègues
}
exchange-safe = Vous pouvez débrancher la clé.

# Publier et sauvegarder
publish-title = Publier et sauvegarder
publish-heading = Fichier de l’organisation
publish-intro = Ce à quoi les gens se fient : votre nom, vos formulaires, vos clés et vos relais, signés par la clé racine. Publiez de nouveau avant l’expiration et après chaque changement.
publish-root-file = Fichier de la clé racine
publish-root-passphrase = Phrase secrète de la clé racine
publish-stick = Dossier de la clé USB qui l’apporte aux relais
publish-go = Signer et publier
publish-working = Signature…
publish-done = Signé, numéro { $number }. Il atteint les relais au prochain passage du coursier.
publish-last = Publié : numéro { $number }. Ses clés durent jusqu’au { $date }.
publish-never = Pas encore publié : d’ici là, personne ne peut vous écrire.
publish-config = Nom, programmes, relais et contact se modifient ici : { $path }
publish-fingerprint = Empreinte de la clé racine : imprimez-la, lisez-la à voix haute, comparez-la
publish-page = SHA-256 de la page web : à communiquer avec l’empreinte
backup-heading = Sauvegarde
backup-intro = Une seconde copie de tout, chiffrée comme dans le coffre. Les relais ne sont avertis d’une lettre que lorsqu’une sauvegarde vérifiée ou le bureau d’un collègue l’a aussi.
backup-folder = Dossier pour la sauvegarde
backup-go = Sauvegarder et vérifier
backup-working = Copie et vérification…
backup-done = La sauvegarde est complète et vérifiée : { $files } fichiers, { $events } événements.
backup-unverified = La sauvegarde a été écrite, mais sa relecture a échoué ({ $files } fichiers, { $events } événements). Prenez une autre clé.
backup-last = Dernière sauvegarde : { $date }. Changements depuis : { $count }.
backup-never = Pas encore de sauvegarde.

# Réglages
settings-title = Réglages
settings-language = Langue de cette fenêtre
settings-theme = Couleurs
settings-zoom-value = { $percent } %
settings-zoom-in = Plus grand
settings-zoom-out = Plus petit
settings-zoom-reset = Taille normale
settings-lock = Le bureau se verrouille après { $minutes } minutes sans touche ni clic.
settings-clipboard = Il n’y a pas de presse-papiers, à dessein : un texte copié serait ouvert à tous les programmes. Enregistrez plutôt un fichier.
settings-zoom = Taille
theme-light = Clair
theme-dark = Sombre
theme-high-contrast = Contraste élevé

# Touches
help-title = Touches
help-intro = Tout se fait sans souris. Tab avance, Espace et Entrée appuient.
key-ctrl = Ctrl
key-enter = Entrée
key-escape = Échap
command-queue = Aller à la file d’attente
command-exchange = Aller à Échange
command-publish = Aller à Publier et sauvegarder
command-settings = Aller aux réglages
command-search = Chercher dans la file d’attente
command-next = Choisir la demande suivante
command-previous = Choisir la demande précédente
command-open = Ouvrir la demande choisie
command-back = Retour, ou fermer ce qui est ouvert
command-reply = Écrire une réponse
command-note = Écrire une note
command-pane = Aller à la partie suivante de la fenêtre
command-lock = Verrouiller le bureau
command-help = Montrer les touches
command-larger = Plus grand
command-smaller = Plus petit
command-normal = Taille normale

# Messages
toast-close = Fermer le message
status-set = État modifié.
assigned-to = Maintenant chez { $about }.
assigned-to-no-one = Maintenant chez personne.
file-saved = Enregistré sous { $about }
found-damaged = Endommagé et non réparé : { $about }
found-damaged-hint = Une sauvegarde ou l’ordinateur d’un collègue peut le ramener au prochain échange.
note-added = Note ajoutée.
busy = Le bureau est occupé à une autre tâche. Réessayez dans un instant.
desk-stopped = La partie du bureau qui tient le coffre s’est arrêtée. Rien de ce qui était enregistré n’est perdu. Fermez la fenêtre et ouvrez-la de nouveau.
picture-unreadable = Cette image ne peut pas être montrée.
picture-unreadable-hint = Elle est peut-être endommagée, ou dépasse 8192 pixels d’un côté. Enregistrez-la et regardez-la sur une machine sans importance.

# Ce que le formulaire dit d’une réponse
problem-bad-country = pas un pays
problem-bad-currency = pas une monnaie du formulaire
problem-bad-date = pas une date
problem-bad-money = pas un montant
problem-bad-yes-no = ni oui ni non
problem-consent-needed = accord non donné
problem-contact-incomplete = contact incomplet
problem-file-too-large = fichier plus grand que le formulaire ne le permet
problem-file-type = sorte de fichier que le formulaire ne demande pas
problem-hidden = le formulaire n’aurait pas posé cette question
problem-missing = obligatoire et sans réponse
problem-repeated = choisi deux fois
problem-too-many-files = plus de fichiers que le formulaire n’en permet
problem-too-many-rows = plus de lignes que le formulaire n’en permet
problem-too-long = plus long que le formulaire ne le permet
problem-unknown-column = colonne que le formulaire n’a pas
problem-unknown-option = choix que le formulaire n’a pas
problem-unknown-question = question que le formulaire n’a pas
problem-wrong-kind = réponse d’une autre sorte

# Ce qui peut échouer
error-bad-name = Un nom compte de 1 à 40 lettres, chiffres, - ou _.
error-bad-name-hint = Choisissez un nom comme linh ou j-martin.
error-config = La description de l’organisation contient une erreur : { $about }
error-config-hint = Corrigez-la et publiez de nouveau.
error-damaged = Endommagé : { $about }.
error-damaged-hint = Une sauvegarde ou l’ordinateur d’un collègue peut le ramener.
error-empty-text = Le texte est vide.
error-file-exists = { $about } existe déjà.
error-file-exists-hint = Choisissez un autre dossier ; rien n’est jamais écrasé.
error-in-use = Le coffre est ouvert dans une autre fenêtre ou commande.
error-in-use-hint = Fermez d’abord l’autre.
error-io = Le support a une défaillance : { $about }.
error-io-hint = Vérifiez qu’il est là, qu’on peut y écrire et qu’il a de la place, puis réessayez.
error-newer-vault = Ce coffre a été écrit par une version plus récente de Sealpost.
error-newer-vault-hint = Prenez la version plus récente.
error-no-case = Ce dossier n’existe pas, ou il a été détruit.
error-no-file = Ce fichier n’existe pas.
error-no-person = Personne de ce nom n’a accès ici.
error-no-person-hint = Vérifiez l’orthographe.
error-no-receipt = Cette lettre ne porte pas de reçu : on ne peut pas y répondre par Sealpost. Répondez par la voie qu’elle indique, si c’est sûr.
error-no-keyring = Les deux copies du trousseau sont endommagées ou manquantes.
error-no-keyring-hint = Laissez ce dossier tel quel et restaurez la dernière sauvegarde dans un autre. L’ordinateur d’un collègue apporte ce qui est venu après.
error-no-access = Le trousseau de ce coffre ne connaît pas cette personne.
error-no-access-hint = Si personne ne lui a retiré l’accès, c’est le trousseau d’un autre coffre : restaurez la dernière sauvegarde dans un autre dossier.
error-no-people = Le coffre ne contient plus le fichier d’aucun collaborateur.
error-person-damaged = Les deux copies du fichier de cette personne sont endommagées : { $about }.
error-person-damaged-hint = Un collègue qui ouvre ce coffre remet le fichier en place. Si personne ne le peut, restaurez la dernière sauvegarde dans un autre dossier.
error-no-vault = Il n’y a pas de coffre dans ce dossier.
error-not-enrolled = Cet ordinateur attend d’être admis par un autre.
error-not-published = Rien n’a encore été publié : aucune réponse ne peut atteindre le tableau. Publiez d’abord.
error-other-vault = Ceci appartient à un autre bureau.
error-other-vault-hint = Vérifiez que c’est la bonne clé USB.
error-seal = Le chiffrement a échoué.
error-seal-hint = Envoyez moins à la fois.
error-too-large = Ce fichier est trop grand pour être regardé ici.
error-too-large-hint = Enregistrez-le plutôt dans un dossier.
error-too-many-replies = Cette personne a reçu autant de réponses qu’un reçu peut en prendre.
error-too-many-replies-hint = Demandez-lui d’écrire de nouveau avec un nouveau reçu.
error-vault-exists = Il y a déjà un coffre ici.
error-vault-exists-hint = Rien n’est jamais écrasé.
error-weak-passphrase = Cette phrase secrète est trop courte.
error-weak-passphrase-hint = Au moins 12 caractères ; cinq ou six mots au hasard conviennent bien.
error-wrong-passphrase = Cette phrase secrète ne l’ouvre pas.
error-wrong-passphrase-hint = Vérifiez la disposition du clavier et le verrouillage des majuscules, puis réessayez. Si la phrase est sûrement la bonne, le fichier est endommagé : reprenez-le d’une sauvegarde.
error-wrong-root = Ce n’est pas la clé racine de cette organisation.
error-wrong-root-hint = Prenez le fichier créé avec ce coffre.
error-other = Cela n’a pas marché : { $about }.

# Ce que les collègues évaluent
case-tab-assess = Évaluation
assess-title = Évaluation
assess-intro = Pour les collègues seulement : la personne ne la voit jamais. Appuyez encore sur un degré pour l’annuler.
assess-level = { $axis } : { $level }
assess-note = Pourquoi ({ $axis })
assess-keep-note = Garder la raison ({ $axis })
assess-kept = Évaluation enregistrée.
assess-apart = { $count ->
    [one] { $count } point fixé séparément
   *[other] { $count } points fixés séparément
}
assess-settle = Deux collègues ont évalué ce point séparément. Les deux avis restent jusqu’à ce qu’on en choisisse un.
assess-choose = Retenir « { $level } » de { $person }
axis-identity = Identité
axis-identity-question = Admissibilité : le programme s’adresse-t-il à cette personne ?
axis-situation = Situation
axis-situation-question = Admissibilité : est-ce à cause de ce travail ?
axis-need = Besoin
axis-need-question = Admissibilité : faut-il une aide que personne d’autre n’apporte ?
axis-risk = Risque
axis-risk-question = Que peut-il arriver à la personne ou à ses proches ?
axis-urgency = Urgence
axis-urgency-question = Dans quel délai faut-il agir ?
axis-credibility = Crédibilité
axis-credibility-question = Jusqu’où peut-on se fier à ce qui est écrit ?
level-no = non
level-unclear = pas clair
level-likely = probable
level-yes = oui
level-low = faible
level-moderate = modéré
level-high = élevé
level-extreme = extrême
level-routine = courant
level-soon = bientôt
level-urgent = urgent
level-immediate = tout de suite
level-doubtful = douteux
level-unchecked = non vérifié
level-plausible = plausible
level-confirmed = confirmé
timer-title = Échéances
timer-intro = Les moments que vous vous fixez, chacun avec une raison. Ils ne changent rien à ce qui a été promis à la personne.
timer-empty = Aucune échéance en cours.
timer-reason = Pour quoi faire
timer-due = Quand : 2026-12-01 ou 2026-12-01 14:00
timer-in-days = { $count ->
    [one] dans { $count } jour
   *[other] dans { $count } jours
}
timer-not-a-date = Écrivez le jour ainsi : 2026-12-01, puis l’heure : 14:00.
timer-set = Fixer l’échéance
timer-end = Terminer
timer-kept = Échéance fixée.
timer-ended = Échéance terminée.
timer-next = échéance : { $due }
reason-title = Raison de l’état
reason-why = Pourquoi « { $status } », pour les collègues
reason-name = Votre propre mot (facultatif)
reason-keep = Garder le mot et la raison
reason-apart = Deux collègues ont fixé l’état séparément. Le plus récent compte jusqu’à ce que quelqu’un le fixe de nouveau.
tags-title = Étiquettes
tags-edit = Étiquettes, séparées par des virgules
tags-keep = Garder les étiquettes
tags-kept = Étiquettes enregistrées.
history-timer-set = Échéance fixée au { $due } : { $reason }
history-timer-ended = Échéance terminée : { $reason }
error-no-timer = Cette échéance n’existe pas.
error-too-many-timers = Ce dossier a déjà autant d’échéances qu’il peut en avoir. Terminez celles qui sont passées.

# Restreindre la file
filter-more = Plus de filtres
filter-less = Moins de filtres
filter-every = { $what } : tout
filter-at-least = { $level } ou plus
filter-programme = Programme
filter-country = Pays
filter-language = Langue
filter-assignee = Chez
filter-risk = Risque
filter-tag = Étiquette
filter-due = Échéance
filter-overdue = En retard
filter-day = À rendre d’ici un jour
filter-week = À rendre d’ici une semaine
order-title = Ordre
order-due = Échéance la plus proche d’abord
order-risk = Risque le plus élevé d’abord
order-newest = Plus récentes d’abord
order-changed = Dernières modifiées d’abord
view-name = Nom de cette vue
view-keep = Garder cette vue
view-use = Vue : { $name }
view-drop = Oublier la vue { $name }

# Résumé et traduction
text-summary = Résumé
text-translation = Traduction
text-write = Résumé et traduction, pour les collègues
text-write-note = Ce que la personne a écrit reste tel quel. Ces textes ne quittent jamais les bureaux.
text-edit = { $what }, pour les collègues
text-keep = Garder : { $what }
text-kept = Texte enregistré.
text-apart = Deux collègues ont écrit ce texte séparément. Les deux restent jusqu’à ce qu’un seul soit gardé ci-dessous.
history-summary = Résumé écrit
history-translation = Traduction écrite
