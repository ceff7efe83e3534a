# Les mots de l'outil `sealpost`.
#
# Qui les lit a peut-être peur, est fatigué, est surveillé. Des mots simples et calmes ; dire ce
# qui se passe ensuite. Les noms des commandes et des options ne sont pas traduits.

## Répondre

prompt-answer = >{" "}
prompt-more = ..{" "}
prompt-number = Numéro, de 1 à { $count } :{" "}
prompt-numbers = Numéros entre 1 et { $count }, séparés par des espaces (0 pour aucun) :{" "}
prompt-yes-no = 1 oui, 2 non :{" "}
prompt-country = Nom du pays, ou ses deux lettres :{" "}
prompt-country-listed = Numéro, ou nom d’un autre pays :{" "}
prompt-file = Fichier (Entrée quand il n’y en a plus) :{" "}
wrong-number = Tapez un seul numéro, entre 1 et { $count }.
wrong-numbers = Tapez des numéros entre 1 et { $count }, séparés par des espaces.
wrong-yes-no = Tapez 1 pour oui ou 2 pour non.
wrong-country = Aucun pays de ce nom n’a été trouvé. Son nom anglais ou son code de deux lettres convient aussi.
wrong-country-similar = S’agit-il de l’un de ceux-ci ? { $names }
wrong-summary = Tapez 0, ou un numéro entre 1 et { $count }.
words-yes = oui o
words-no = non n
answer-so-far = Votre réponse jusqu’ici :
options-chosen = L’astérisque marque votre choix. Entrée le laisse tel quel.
question-is-needed = Cette réponse est nécessaire. Si vous ne pouvez pas la donner maintenant, tapez :s et revenez-y plus tard.
how-long-text = Écrivez autant de lignes qu’il le faut. Un point seul sur une ligne termine la réponse.
how-long-text-again = Entrée la laisse telle quelle. Pour la réécrire, commencez à taper ; un point seul sur une ligne termine la réponse.
long-text-length = Votre texte compte { $count } caractères. Le reste peut suivre plus tard avec sealpost follow-up.
long-text-cut = Garder le début, autant qu’il en tient
long-text-anew = Le réécrire
how-files = Tapez le chemin d’un fichier, ou glissez-le ici. Pour en retirer un, tapez le signe moins et son numéro. { $count ->
    [one] Un seul fichier, de { $limit } au plus.
   *[other] { $count } fichiers au plus, { $limit } chacun au plus.
 }
files-full = Cette réponse ne peut pas contenir plus de fichiers.
files-no-such = Aucun fichier ne porte ce numéro.
table-done = C’est tout
table-add = Ajouter une ligne
table-remove = Retirer la dernière ligne
table-row = Ligne { $number }

## Commandes

command-back = retour
command-back-meaning = revenir à la question précédente
command-skip = passer
command-skip-meaning = laisser cette question pour l’instant
command-save = garder
command-save-meaning = enregistrer un brouillon que seul votre reçu peut ouvrir
command-send-now = envoyer
command-send-now-meaning = envoyer maintenant les réponses les plus urgentes, le reste plus tard
command-quit = quitter
command-quit-meaning = arrêter
commands-title = Au lieu d’une réponse, vous pouvez toujours taper :
commands-help = Un point d’interrogation les montre de nouveau.
command-unknown = Ce n’est pas une des commandes ; un point d’interrogation les montre. Pour écrire un texte qui commence par deux-points, mettez un espace après et continuez.
command-not-here = Cette commande n’a pas de sens ici.
nothing-before = C’est la première question.

## Questions

ask-welcome = Demande à { $name }
choose-programme = De quoi avez-vous besoin ?
programme-closed = { $title } (clos)
programme-not-yet = { $title } (ouvre le { $day })
programme-other-language = Les questions de ce programme n’existent pas dans la langue choisie. Elles suivent en { $language }.
ask-how = Vos réponses restent sur cet ordinateur jusqu’à ce que vous les envoyiez. Elles sont alors chiffrées : seule l’organisation peut les ouvrir.
outside-may-go-on = Vous pouvez tout de même continuer et envoyer votre demande.
outside-go-on = Continuer
outside-stop = Arrêter ; rien n’est envoyé
quit-how = En dehors de ce que vous avez envoyé vous-même, rien n’est parti. Que faire de vos réponses ?
quit-save = Enregistrer un brouillon et arrêter
quit-discard = Arrêter sans rien garder
quit-stay = Continuer à répondre
send-now-what = Seules les réponses les plus urgentes partent maintenant. Le reste peut suivre avec le même reçu.
send-now-already = Les premières réponses sont déjà parties. Répondez au reste ; il sera envoyé à la fin.
send-now-nothing = Il n’y a pas encore de réponse urgente à envoyer.
send-now-done = Les réponses les plus urgentes ont été envoyées.
send-now-go-on = Continuer maintenant avec le reste
send-now-save = Enregistrer le reste en brouillon et arrêter
send-now-stop = Arrêter ici
summary-title = Relisez vos réponses :
summary-empty = (pas de réponse)
summary-sent = (déjà envoyé)
summary-send = Pour modifier une réponse, tapez son numéro. Pour tout chiffrer et envoyer, tapez 0.
summary-prompt = 0 pour envoyer, ou un numéro :{" "}
summary-mend = Avant l’envoi, il manque encore les réponses nommées ci-dessus. Tapez le numéro de l’une d’elles. Avec :n, vous pouvez envoyer tout de suite les réponses les plus urgentes.
summary-prompt-mend = Numéro :{" "}

## Brouillons

draft-prompt = Nom du fichier (Entrée pour { $path }) :{" "}
draft-replace = Il existe déjà un fichier { $path }. Le remplacer ?
draft-saved = Enregistré : { $path }. Seul votre reçu l’ouvre : sealpost ask --draft { $path }
draft-nothing = Il n’y a encore rien à enregistrer.
draft-kept = Le formulaire a changé depuis l’enregistrement de ce brouillon et n’a plus de place pour ce qui suit. Ce n’est pas envoyé avec vos réponses, mais cela reste dans chaque brouillon que vous enregistrez. Ce qui compte, vous pouvez l’écrire dans une autre réponse.

## Reçus

receipt-title = Votre reçu
receipt-what = Ces 12 mots, ou les 12 nombres à côté d’eux, sont le seul moyen de lire la réponse et d’ajouter quelque chose plus tard. Ils ne disent rien de vous. Qui les possède peut lire la réponse, et personne ne peut vous en donner d’autres.
receipt-write-down = Écrivez les mots ou les nombres sur papier, dans cet ordre. Ne les photographiez pas, et ne les gardez pas là où quelqu’un pourrait regarder.
receipt-type-back = Tapez-les maintenant comme vous les avez notés, séparés par des espaces. Entrée seule les montre de nouveau ; 0 continue sans cette vérification.
receipt-prompt = Reçu :{" "}
receipt-right = C’est juste. Le reçu n’est plus à l’écran ; gardez le papier en lieu sûr.
receipt-another = C’est un reçu valable, mais pas celui-ci. Comparez chaque mot avec la liste.
receipt-look-at = Regardez d’abord la place { $position }.
receipt-try-again = Essayez encore. Entrée seule montre de nouveau le reçu ; 0 continue sans cette vérification.
receipt-skip-sure = Sans le bon reçu, vous ne pourrez pas lire la réponse. Continuer sans vérifier ce que vous avez noté ?
receipt-skipped = Non vérifié. Assurez-vous d’avoir les 12 mots ou nombres avant de fermer cette fenêtre.
receipt-enter = Tapez les 12 mots ou nombres de votre reçu, séparés par des espaces.

## Les fichiers et ce qu'ils révèlent

file-found = { $name }, { $size }, { $type }
file-no-traces = Ni lieu, ni appareil, ni auteur n’a été trouvé dans ce fichier.
file-unknown-traces = Cet outil ne peut pas regarder dans ce genre de fichier. Il contient peut-être le nom de l’auteur, un lieu ou une heure.
file-traces = Outre son contenu, ce fichier révèle :
file-traces-stay = Cet outil ne peut pas le retirer de ce genre de fichier.
file-choice = Faut-il l’envoyer aussi ? Parfois c’est une preuve, parfois cela met quelqu’un en danger. Dans tous les cas, votre propre fichier n’est pas modifié.
file-remove = Envoyer une copie sans cela
file-keep = Envoyer le fichier tel quel
file-removed = Une copie sans cela sera envoyée. Votre propre fichier n’a pas changé.
file-kept = Le fichier sera envoyé tel quel.
trace-position = Position
trace-time = Date et heure
trace-device = Appareil
trace-serial = Numéro de série
trace-author = Auteur
trace-title = Titre
trace-comment = Description
trace-software = Logiciel
trace-other = Données cachées (aperçus, versions antérieures, etc.)

## Chiffrer et envoyer

letter-kept = Lettre chiffrée : { $path }
seal-next = Rien n’a été envoyé. Dès que vous aurez une connexion : sealpost send { $path }
sending = Envoi de { $size }
sending-to = Vers le relais « { $name } »…
sent = Le relais a reçu votre lettre, entière et intacte.
outbox-remains = Envoyé, mais la copie chiffrée n’a pas pu être supprimée : { $path }
next-title = La suite
next-by = L’organisation répondra au plus tard { $time }.
next-how = Cherchez la réponse avec votre reçu : sealpost replies
next-none = S’il n’y a rien d’ici là :
next-follow-up = Pour ajouter quelque chose : sealpost follow-up
moment = { $weekday } { $day }, { $hour } ({ $zone })
weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
weekday-7 = dimanche

## Faire confiance à une organisation

trust-name = Organisation : { $name }
trust-fingerprint = Son empreinte, en mots et en nombres :
trust-compare = Comparez-la avec une empreinte obtenue ailleurs : un dépliant, un autre site, une personne de confiance. Si un seul mot diffère, le fichier n’est pas de cette organisation.
trust-question = Chaque mot, ou chaque nombre, est-il le même ?
trust-changed = Vous faisiez déjà confiance à cette organisation, avec une autre empreinte. Ne croyez la nouvelle que si elle vient d’une source sûre.
trust-already = Vous faites déjà confiance à { $name }. Le fichier le plus récent est enregistré.
trust-done = Vous faites maintenant confiance à { $name }. Les fichiers suivants seront vérifiés d’eux-mêmes.
warn-relay-older = Le relais « { $name } » montre quelque chose de plus ancien que ce que vous avez vu. Rien n’en a été utilisé.
warn-relay-wrong = Le relais « { $name } » montre quelque chose que l’organisation n’a pas signé. Rien n’en a été utilisé.
warn-stale-works = Vous pouvez continuer : ce que vous chiffrez maintenant pourra être ouvert.

## Le formulaire hors ligne

form-written = Remplissez le formulaire avec n’importe quel éditeur, enregistrez-le comme texte, puis : sealpost seal FICHIER
form-fault-boxes = Laissez les lignes à crochets telles quelles, et ne marquez que ce qui peut l’être.
form-fault-comment = La ligne { $line } commence par un dièse, mais n’est pas une des explications. Si c’est votre texte, mettez un espace devant le signe ; sinon, supprimez la ligne.
form-fault-question = La ligne { $line } nomme une question que le formulaire n’a pas, ou la nomme une deuxième fois.

## Réponses

replies-none = Il n’y a encore rien pour ce reçu. Plusieurs raisons sont possibles : l’organisation n’a pas encore relevé votre lettre (elle travaille sur des ordinateurs sans réseau, cela prend des heures, pas des minutes), une réponse a été retirée après 90 jours, ou un mot ou un nombre du reçu n’est pas le bon. Regardez de nouveau dans quelques heures. Si le délai promis est passé, adressez-vous au contact qui vous a été donné lors de l’envoi.
replies-earlier = { $count ->
    [one] Une réponse ou partie antérieure est encore au tableau d’affichage.
   *[other] { $count } réponses ou parties antérieures sont encore au tableau d’affichage.
 } Pour tout télécharger : sealpost replies --earlier. Chaque fois, le relais en apprend un peu plus.
reply-answer = Réponse du { $day }
reply-acknowledgement = Accusé de réception du { $day }
reply-part = Partie { $number } sur { $of }
reply-proven = Prouvé : seule l’organisation a pu écrire ceci, et seulement pour votre reçu.
reply-unproven = Il y a là, pour ce reçu, quelque chose dont l’origine ne peut être prouvée. Cela n’est pas affiché.
reply-due = L’organisation promet une réponse au plus tard { $time }.
reply-expires = Elle sera retirée du tableau d’affichage le { $day }. Copiez ce dont vous avez besoin.
reply-parcel = Avec un fichier : { $name }, { $size }. Pour le télécharger : sealpost replies --save DOSSIER
parcels-none = Aucun fichier n’accompagne ces réponses.
parcels-linkable = Un fichier destiné à vous seul se reconnaît : le relais voit que la même personne récupère des réponses et ce fichier. Par Tor, il ne voit pas qui.
parcels-sure = Télécharger les fichiers ?
parcel-saved = Enregistré : { $path }

## Compléments

follow-up-text = Écrivez ce que vous voulez ajouter. Un point seul sur une ligne termine le texte.
follow-up-long = Le texte a atteint sa longueur maximale et s’arrête ici.
follow-up-files = Fichiers à ajouter, un à la fois :
follow-up-sure = Chiffrer et envoyer ?
follow-up-next = Cherchez la réponse avec votre reçu : sealpost replies

## Erreurs

error-attachment-changed = Un fichier a changé pendant le chiffrement, ou a été retiré.
hint-attachment-changed = Laissez les fichiers où ils sont et essayez encore.
error-attachment-kind = Ce genre de fichier n’est pas accepté pour cette question.
error-attachment-too-large = Ce fichier dépasse { $limit }.
hint-attachment-too-large = Envoyez-en une partie, ou une version plus petite ; d’autres fichiers peuvent suivre avec sealpost follow-up.
error-board = Ce que le relais montre comme réponses n’est pas signé par l’organisation, ou est endommagé.
hint-board = Essayez plus tard, ou par une autre connexion. Rien n’en a été utilisé.
error-certificate = Ce fichier ne contient pas de certificat.
hint-certificate = Donnez le certificat du relais en PEM ou en DER, tel que son opérateur l’a remis.
error-draft = Ce brouillon ne s’ouvre pas avec ce reçu, ou il est endommagé.
hint-draft = Un brouillon ne s’ouvre qu’avec le reçu sous lequel il a été commencé.
error-draft-foreign = Ce brouillon appartient à une autre organisation, ou à un programme qui n’existe plus.
hint-draft-foreign = Nommez l’organisation avec --organisation.
error-end-of-input = L’entrée s’est terminée avant la dernière réponse ; rien n’a été envoyé.
hint-end-of-input = Recommencez, et enregistrez un brouillon avec :d quand vous avez besoin d’une pause.
error-exists = Il existe déjà un fichier { $path }.
hint-exists = Choisissez un autre nom, ou déplacez d’abord ce fichier.
error-fingerprint-differs = L’empreinte n’est pas la même ; le fichier de l’organisation n’a pas été accepté.
hint-fingerprint-differs = N’envoyez rien. Obtenez le fichier ailleurs, et comparez de nouveau.
error-fingerprint-unreadable = Ce n’est pas une empreinte.
hint-fingerprint-unreadable = Donnez les 8 mots ou les 8 nombres, entre guillemets.
error-form-foreign = Ce n’est pas un formulaire de l’organisation à laquelle vous faites confiance.
hint-form-foreign = Faites un formulaire avec sealpost form, et laissez sa ligne @form telle quelle.
error-form-problems = { $count ->
    [one] Une chose est à corriger dans le formulaire ; rien n’a été chiffré.
   *[other] { $count } choses sont à corriger dans le formulaire ; rien n’a été chiffré.
 }
hint-form-problems = Corrigez ce qui est nommé ci-dessus dans le même fichier, puis chiffrez-le de nouveau.
error-letter = { $path } n’est pas une lettre chiffrée, ou elle est incomplète.
hint-letter = Chiffrez de nouveau ; seules des lettres entières sont envoyées.
error-letter-too-large = Les réponses et les fichiers dépassent ensemble la taille d’une lettre.
hint-letter-too-large = Envoyez moins de fichiers maintenant, et les autres avec sealpost follow-up.
error-nothing-found = Rien n’attend pour ce reçu.
error-nothing-to-send = Il n’y a rien à envoyer.
hint-nothing-to-send = Nommez une lettre chiffrée, ou écrivez d’abord quelque chose.
error-not-sent = Aucun relais n’a pris la lettre pour l’instant ; elle est gardée, chiffrée : { $path }.
hint-not-sent = Reprenez plus tard là où cela s’est arrêté : sealpost send { $path }
error-not-text = Le texte n’est pas lisible.
hint-not-text = Enregistrez-le comme texte en UTF-8.
error-not-trusted = Vous ne faites encore confiance à aucune organisation.
hint-not-trusted = Commencez par : sealpost trust --relay ADRESSE
error-organisation-older = Ce fichier d’organisation est plus ancien que le vôtre ; il n’a pas été accepté.
hint-organisation-older = Celui que vous avez fonctionne toujours. Essayez un autre relais.
error-organisation-other-root = Ce fichier n’est pas signé par l’organisation à laquelle vous faites confiance.
hint-organisation-other-root = Ne l’utilisez pas. Demandez à l’organisation par une voie sûre.
error-organisation-signature = La signature du fichier d’organisation n’est pas valable.
hint-organisation-signature = Le fichier a été modifié ou endommagé en chemin. Obtenez-le ailleurs.
error-organisation-unreadable = Ce n’est pas un fichier d’organisation, ou il est endommagé.
hint-organisation-unreadable = Vérifiez l’adresse, ou obtenez le fichier ailleurs.
error-parcel = Le fichier n’est pas ce que dit la réponse ; il n’a pas été enregistré.
hint-parcel = Essayez encore, ou demandez à l’organisation avec sealpost follow-up.
error-programme = Il n’y a pas de programme « { $name } ».
hint-programme = Sans --programme, vous choisissez dans une liste.
error-programme-closed = Ce programme ne reçoit pas de demandes en ce moment.
error-read = { $path } ne peut pas être lu ({ $reason }).
hint-read = Vérifiez le nom, et que le fichier est bien là.
error-receipt-checksum = Un mot ou un nombre n’est pas juste, ou deux ont été intervertis.
error-receipt-count = Il y a { $found } mots ou nombres au lieu de { $expected }.
error-receipt-source = Le fichier ou le descripteur du reçu ne peut pas être lu.
error-receipt-word = Le mot ou le nombre à la place { $position } n’est pas celui d’un reçu.
hint-receipt = Comparez chaque mot ou nombre avec ce que vous avez noté.
hint-receipt-source = Donnez un fichier texte avec les 12 mots ou nombres.
error-relay-answer = La réponse du relais n’a pas de sens.
hint-relay-answer = Vérifiez l’adresse, ou essayez plus tard.
error-relay-certificate = Le relais présente un certificat auquel cet outil n’a pas de raison de se fier.
hint-relay-certificate = Si le relais a son propre certificat, indiquez-le avec --certificate FICHIER, tel que son opérateur l’a remis. Sinon, quelqu’un s’est peut-être glissé entre vous : n’envoyez rien, et essayez par Tor ou une autre connexion.
error-relay-checksum = Le relais n’a pas confirmé la lettre telle qu’elle a été envoyée.
hint-relay-checksum = Envoyez-la de nouveau ; un autre relais fera peut-être mieux.
error-relay-refused = Le relais refuse pour l’instant (code { $status }).
hint-relay-refused = Essayez plus tard.
error-relay-unreachable = Le relais n’est pas joignable.
hint-relay-unreachable = Vérifiez la connexion. Là où les relais sont bloqués, Tor peut aider : --socks5 127.0.0.1:9050
error-relay-url = Ce n’est pas l’adresse d’un relais utilisable.
hint-relay-url = Une adresse commence par https:// ; une adresse .onion demande aussi --socks5 HÔTE:PORT.
error-seal = Le chiffrement a échoué ; rien n’a été écrit.
hint-seal = Essayez encore ; si cela échoue de nouveau, prenez un fichier d’organisation plus récent avec sealpost trust.
error-several-organisations = Vous faites confiance à plus d’une organisation.
hint-several-organisations = Nommez celle que vous voulez : --organisation NOM
error-socks5 = L’adresse du proxy n’a pas la forme HÔTE:PORT.
hint-socks5 = Pour Tor, c’est le plus souvent --socks5 127.0.0.1:9050
error-stopped = Arrêté.
error-terminal = Le terminal ne peut pas être utilisé.
hint-terminal = Essayez un autre terminal, ou le formulaire hors ligne : sealpost form
error-unknown-organisation = Aucune organisation de confiance ne s’appelle « { $name } ».
error-write = { $path } ne peut pas être écrit ({ $reason }).
hint-write = Vérifiez qu’il reste de la place, et que vous pouvez y écrire.
