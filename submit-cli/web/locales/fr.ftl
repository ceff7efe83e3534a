# Les mots de la page.
#
# Qui les lit peut avoir peur, être fatigué et surveillé. Simple et calme ; pas de plaisanterie, pas de reproche, pas de
# point d’exclamation. Dire ce qui se passe ensuite.

page-title = Formulaire
language = Langue
skip = Aller au texte
leave = Quitter
back = Retour
next = Continuer
next-anyway = Continuer sans répondre
back-to-questions = Retour aux questions
choose = Choisissez
size-kilobytes = { $amount } ko
size-megabytes = { $amount } Mo
moment = { $day } à { $hour }, heure de votre appareil ({ $zone })

## Le premier écran

welcome-title = Écrire à { $name } en sécurité
welcome-lead = Ce que vous écrivez ici est chiffré sur cet appareil. Seule l’organisation peut l’ouvrir ; personne ne peut le lire en chemin.
welcome-keep-open = Utilisez les boutons de cette page, pas la touche retour du téléphone : fermer la page efface ce que vous avez écrit. Rien n’expire ici, prenez votre temps.

stays-title = Ce qui reste sur cet appareil
stays-nothing-what = Vos réponses ne restent pas.
stays-nothing-do = Elles n’existent que tant que cette page est ouverte. Pas de cookies, rien n’est enregistré.
stays-history-what = Votre visite peut rester dans l’historique du navigateur.
stays-history-do = Ouvrez cette page dans une fenêtre privée, ou effacez ensuite la dernière heure de l’historique.
stays-network-what = Votre réseau peut voir que vous visitez cette adresse, mais pas ce que vous écrivez.
stays-network-do = Le navigateur Tor cache aussi l’adresse, mais le réseau voit que vous utilisez Tor.
stays-downloads-what = Les brouillons et autres fichiers que vous enregistrez restent dans les téléchargements.
stays-downloads-do = Supprimez-les là, puis de la corbeille, quand vous n’en avez plus besoin.
stays-keyboard-what = Le clavier d’un téléphone peut retenir vos mots.
stays-keyboard-do = Si possible, désactivez son apprentissage et ses suggestions en ligne, ou utilisez un autre clavier.
stays-leave = « Quitter », toujours en haut, efface tout immédiatement et affiche la météo.

ways-title = Que voulez-vous faire ?
way-ask = Demander de l’aide
way-ask-sure = Ce que vous avez écrit n’est pas enregistré. Recommencer ?
way-on = Reprendre où vous en étiez
way-replies = Lire la réponse ou compléter
way-draft = Reprendre un brouillon
way-carry = Envoyer un fichier chiffré

fingerprint-title = Est-ce la bonne page ?
fingerprint-what = Comparez ces huit mots avec ceux de { $name } que vous avez reçus autrement : sur papier, d’une personne de confiance, sur un autre site. Si un seul mot diffère, n’utilisez pas cette page.
fingerprint-numbers = Les mêmes, en nombres :

## Que demander

programmes-title = De quoi avez-vous besoin ?
programme-choose = Commencer : { $title }
programme-closed = Clos depuis le { $day }.
programme-not-yet = Ouvert à partir du { $day }.
programme-other-language = Ces questions n’existent pas dans votre langue. Les voici dans une autre : { $language }.

## Les questions

progress = Partie { $number } sur { $count }
needed = (nécessaire)
careful = Attention :
take-back = Retirer cette réponse
count = { $length } caractères sur { $max }
faults = { $count ->
    [one] Une réponse est à revoir. Vous pouvez aussi continuer sans elle pour l’instant.
   *[other] { $count } réponses sont à revoir. Vous pouvez aussi continuer sans elles pour l’instant.
 }
problem-bad-country = Choisissez un pays.
problem-bad-currency = Indiquez une monnaie par trois lettres, par exemple EUR ou USD.
problem-bad-date = Indiquez au moins l’année, en quatre chiffres ; la date doit exister.
problem-bad-money = Écrivez le montant en chiffres, par exemple 1200,50.
problem-in-cell = Ligne { $row }, { $column } : { $problem }
date-year = Année
date-year-such-as = 2026
date-month = Mois
date-day = Jour
date-unknown = inconnu
date-month-of = { $month } { $year }
money-amount = Montant
money-currency = Monnaie
countries-covered = Pays de ce programme
countries-others = Autres pays
contact-channel = Moyen de contact (Signal, e-mail, téléphone…)
contact-handle = Votre numéro, adresse ou nom
contact-safe-hours = À quelles heures peut-on vous y joindre sans danger ?
contact-never = Que ne faut-il jamais y envoyer ni y dire ?
contact-line = { $channel } : { $handle }
cell-line = { $column } : { $text }
cell-separator = {" ; "}
table-row = Ligne { $number }
table-add = Ajouter une ligne
table-remove = Retirer la ligne { $number }
tools-title = À tout moment
tool-urgent = Envoyer le plus urgent, le reste plus tard
tool-save = Enregistrer un brouillon
tool-review = Relire et envoyer
tool-receipt = Voir mon reçu

## Fichiers

files-choose = Choisir des fichiers
files-limit = { $count ->
    [one] Un seul fichier, de { $size } au plus.
   *[other] { $count } fichiers au plus, de { $size } au plus chacun.
 }
files-reading = Examen de { $name }…
files-remove = Retirer { $name }
files-full = { $name } n’a pas été ajouté : { $max } fichiers au plus tiennent ici. Vous pourrez en envoyer d’autres ensuite, en complément.
files-too-large = { $name } n’a pas été ajouté : il fait { $size }, et le maximum est { $limit }. Une copie plus petite, une partie ou une photo suffira. Vos réponses sont toujours là.
files-wrong-type = { $name } n’a pas été ajouté : ce type de fichier n’est pas accepté ici. Une photo ou un PDF peut convenir. Vos réponses sont toujours là.
files-unreadable = { $name } ne peut pas être lu. Choisissez-le à nouveau. Vos réponses sont toujours là.
traces-none = Ni lieu, ni appareil, ni auteur n’a été trouvé dans ce fichier.
traces-unknown = Cette page ne peut pas regarder dans ce type de fichier. Il peut contenir le nom de son auteur, un lieu ou une heure.
traces-found = Outre son contenu, ce fichier révèle :
traces-stay = Outre son contenu, ce fichier révèle ceci, que cette page ne peut pas retirer :
traces-choice = Que faut-il envoyer ? Votre propre fichier ne change pas.
traces-stripped = Une copie sans ces informations (plus sûr)
traces-kept = Le fichier tel quel (parfois utile comme preuve)
trace-position = Position :
trace-time = Date et heure :
trace-device = Appareil :
trace-serial = Numéro de série :
trace-author = Auteur :
trace-title = Titre :
trace-comment = Description :
trace-software = Logiciel :
trace-other = Données cachées (aperçus, versions antérieures ou autres)

## Le reçu

receipt-title = Votre reçu
receipt-what = C’est avec ce reçu que vous lirez notre réponse et compléterez votre lettre. Personne ne peut vous en donner un autre.
receipt-spelling = L’afficher en
receipt-as-words = 12 mots
receipt-as-numbers = 12 nombres
receipt-paper = Recopiez-le sur papier, dans cet ordre. Mots ou nombres : l’un des deux suffit.
receipt-no-photo = Ne le photographiez pas et ne le gardez pas dans le téléphone.
receipt-secret = Il ne dit rien de vous. Mais qui le possède peut lire notre réponse : gardez-le là où personne ne regarde.
receipt-written = Je l’ai recopié
receipt-later = Continuer, je le ferai plus tard
type-back-title = Est-ce juste sur votre papier ?
type-back-why = Saisissez ce que vous avez recopié, pour vérifier que vous pourrez lire notre réponse. Utilisez les touches ci-dessous : rien ne passe par votre clavier.
type-back-right = C’est juste. Gardez bien le papier ; il vous le faudra pour lire notre réponse.
type-back-show = Revoir le reçu
type-back-skip = Continuer sans vérifier
entry-spelling = Qu’y a-t-il sur votre papier ?
spelling-numbers = 12 nombres
spelling-english = 12 mots anglais
spelling-simplified-chinese = 12 caractères chinois
spelling-french = 12 mots français
entry-type-here = Lettres ou chiffres saisis
entry-now = { $number }.
entry-slot = Place { $number } : { $word }
entry-slot-empty = Place { $number } : vide
entry-hint-letters = Touchez les deux premières lettres du mot.
entry-hint-pinyin = Touchez le début du son en pinyin, sans le ton.
entry-hint-tap = Touchez maintenant le mot. Une lettre de plus raccourcit la liste.
entry-hint-none = Aucun mot ne commence ainsi. Effacez une lettre.
entry-hint-numbers = Touchez les quatre chiffres du nombre.
entry-hint-full = Les douze y sont. Pour en changer un, touchez-le.
entry-back = Effacer
entry-too-high = Les nombres vont de 0000 à 2047. Regardez encore celui-ci.
entry-differs = { $count ->
    [one] Cette place diffère de votre reçu : { $numbers }. Touchez-la pour la changer, ou revoyez le reçu.
   *[other] Ces places diffèrent de votre reçu : { $numbers }. Touchez-en une pour la changer, ou revoyez le reçu.
 }
entry-wrong = Ce n’est pas encore un reçu : un mot ou un nombre est faux, ou deux ont changé de place. Comparez chacun avec votre papier ; touchez-en un pour le changer.
entry-unknown-word = Le mot ou le nombre à la place { $position } ne fait pas partie d’un reçu. Comparez-le avec votre papier.
entry-wrong-count = Il y a { $found } mots ou nombres ; un reçu en a { $expected }.
entry-line = Plutôt le taper ou le coller en une ligne
entry-line-how = Votre clavier peut retenir ce que vous tapez ici.
entry-line-take = Utiliser

## Le plus urgent

urgent-title = D’abord le plus urgent
urgent-what = Ce que vous répondez ici part tout de suite, dans une petite lettre qui passe même avec une mauvaise connexion. Tout le reste peut suivre plus tard avec le même reçu.
urgent-rest = { $count ->
    [one] Envoyer ensuite l’autre réponse que j’ai déjà donnée.
   *[other] Envoyer ensuite les { $count } autres réponses que j’ai déjà données.
 }
urgent-send = Chiffrer et envoyer maintenant

## Relire

review-title = Relisez vos réponses
review-faults = { $count ->
    [one] Une réponse manque ou est à revoir
   *[other] { $count } réponses manquent ou sont à revoir
 }
review-empty = Laissé vide
review-change = Modifier
review-change-topic = Modifier : { $topic }
review-sent = (déjà envoyé)
review-mend = Dès que les réponses indiquées en haut seront en ordre, tout pourra partir. Le plus urgent peut partir tout de suite, avec le bouton ci-dessous.
review-length = Chiffrée, votre lettre fait { $size }. Beaucoup de lettres ont cette taille : elle ne dit rien de la vôtre.
review-length-two = Chiffrée, votre lettre fait { $size }. Une petite partie de { $first } part en premier, pour que le plus urgent arrive vite ; le reste suit tout seul.
review-send = Chiffrer et envoyer
review-carry = Chiffrer et enregistrer
review-carry-what = Un fichier chiffré peut être porté sur un autre appareil et envoyé de là. Personne d’autre que l’organisation ne peut l’ouvrir, pas même vous.
review-all-sent = Tout ce que vous avez écrit est envoyé.
review-running = Des réponses sont encore en cours d’envoi.
review-look = Voir où cela en est

## Chiffrement et envoi

send-title = Chiffrement et envoi
send-title-seal = Chiffrement
send-sealing = Chiffrement sur cet appareil…
send-sending = Envoi à { $relay }…
send-paused = En pause. Ce qui est arrivé est gardé ; l’envoi reprendra de là.
send-failed = La lettre n’est pas encore arrivée.
send-not-sealed = Rien n’a été chiffré, rien n’a été envoyé.
send-part-first = (lettre { $number } sur { $count } : le plus urgent)
send-part-rest = (lettre { $number } sur { $count } : le reste)
send-amount = { $done } sur { $total }
send-waiting = Cela n’est pas passé pour l’instant. Nouvel essai automatique dans { $seconds } s.
send-waiting-busy = Le relais est occupé et demande d’attendre. Nouvel essai automatique dans { $seconds } s.
send-keep-open = Gardez cette page ouverte jusqu’à ce qu’elle dise que la lettre est arrivée.
send-pause = Pause
send-go-on = Reprendre
send-again = Réessayer
send-save = Enregistrer la lettre chiffrée
send-saved = Enregistré dans les téléchargements.
send-no-relay = D’ici, cette page ne connaît aucune adresse où envoyer. Enregistrez la lettre chiffrée et envoyez-la d’un autre appareil.
send-failed-kept = Rien n’est perdu : vos réponses et la lettre chiffrée sont toujours là. Réessayez, aussi par une autre connexion, ou enregistrez la lettre chiffrée pour l’envoyer plus tard.
relay-too-large = ne prend pas de lettres de cette taille. Retirez les gros fichiers et envoyez-les plus tard en plusieurs fois, ou enregistrez la lettre chiffrée pour la faire porter.
relay-busy = est trop sollicité. Réessayez dans { $minutes } min.
relay-unavailable = est hors service pour le moment. Réessayez dans { $minutes } min.
relay-no-room = n’a plus de place pour le moment. Réessayez dans une heure.
relay-not-found = n’a plus ce qui était demandé. Réessayez.
relay-no-answer = ne répond pas. Vérifiez la connexion, ou essayez avec le navigateur Tor.
relay-refused = n’accepte pas la lettre (code { $status }). Réessayez plus tard.
relay-wrong-hash = n’a pas gardé la lettre telle qu’elle a été envoyée. Renvoyez-la.
relay-bad-answer = a donné une réponse qui n’a pas de sens. Quelque chose s’interpose peut-être ; essayez une autre connexion.
seal-too-large = Réponses et fichiers dépassent ensemble la taille d’une lettre. Retirez des fichiers et envoyez-les ensuite, en complément. Vos réponses sont toujours là.
seal-attachment-changed = Un fichier a été modifié ou retiré après votre choix. Retirez-le, choisissez-le à nouveau et réessayez. Vos réponses sont toujours là.
seal-insecure-context = Ce navigateur ne permet pas à la page de chiffrer. Notez vos réponses ailleurs et ouvrez cette page en https.
seal-other = Le chiffrement a échoué. Réessayez. Vos réponses sont toujours là.

## Ce qui se passe ensuite

done-title = Votre lettre est arrivée
done-title-first = Le plus urgent est arrivé
done-arrived = Le relais { $relay } l’a reçue, complète et intacte. Il ne peut pas la lire.
done-next = Ce qui se passe ensuite
done-by = Vous aurez une réponse d’ici { $moment }.
done-look = Rouvrez alors cette page, choisissez « Lire la réponse » et saisissez votre reçu. Vous pouvez aussi regarder avant.
done-nothing = S’il n’y a toujours rien :
done-follow-up = L’organisation la lit avec votre première lettre. Consultez la réponse avec votre reçu.
done-rest = Les réponses que vous donnez maintenant suivront avec le même reçu. Vous pouvez aussi vous arrêter ici.
done-more = Tout ce que vous avez écrit jusqu’ici est envoyé. Vous pouvez répondre à d’autres questions, maintenant ou un autre jour.
done-receipt = Vous n’avez pas encore vérifié votre reçu. Sans lui, vous ne pourrez pas lire la réponse.
done-go-on = Continuer les questions
done-add = Compléter
done-leave = Tout effacer et quitter
done-traces = Sur cet appareil, la visite peut figurer dans l’historique du navigateur, et des fichiers enregistrés dans les téléchargements.
carried-title = Chiffré et enregistré
carried-what = { $count ->
    [one] La lettre chiffrée est dans les téléchargements, sous le nom { $name }. Elle n’est pas encore envoyée.
   *[other] { $count } lettres chiffrées sont dans les téléchargements ; la première est { $name }. Elles ne sont pas encore envoyées.
 }
carried-how = Pour l’envoyer
carried-here = Ici, plus tard : ouvrez cette page avec une connexion et choisissez « Envoyer un fichier chiffré ».
carried-page = De tout autre appareil, de la même façon. Qui porte le fichier ne peut pas l’ouvrir.
carried-upload = Sans JavaScript : la page montre alors un champ pour le fichier.
carried-promise = Le délai de réponse commence quand la lettre est arrivée. Gardez votre reçu.
carried-again = Enregistrer à nouveau

## Brouillons

draft-title = Enregistrer un brouillon
draft-what = Tout ce que vous avez saisi est chiffré et enregistré dans un fichier, avec les fichiers choisis. Seul votre reçu l’ouvre, ici ou sur un autre appareil.
draft-receipt = Il vous faudra le reçu que vous avez recopié.
draft-receipt-first = Recopiez d’abord votre reçu. Sans lui, personne ne peut ouvrir le brouillon, pas même vous.
draft-downloads = Le fichier va dans les téléchargements. Qui le trouve voit qu’il est chiffré, mais pas ce qu’il contient.
draft-save = Enregistrer le brouillon
draft-saved = Enregistré dans les téléchargements sous le nom { $name }. Vous pouvez maintenant fermer cette page.
draft-back = Continuer
draft-open-title = Reprendre un brouillon
draft-open-what = Choisissez le fichier et saisissez le reçu avec lequel il a été enregistré.
draft-open-file = Le fichier
draft-open-receipt = Le reçu
draft-choose = Choisir le fichier
draft-chosen = Un fichier est choisi.
draft-open = Ouvrir le brouillon
draft-opened = Le brouillon est ouvert. Vos réponses sont revenues.
draft-unread = Les questions ont changé depuis que vous avez enregistré ce brouillon. Ces réponses ne correspondent plus à aucune question ; reportez ce qui compte dans une autre réponse :
draft-no-file = Choisissez d’abord le fichier.
draft-no-receipt = Saisissez d’abord le reçu, les douze mots ou nombres.
draft-not-one = Ce fichier n’est pas un brouillon. Un brouillon s’appelle en général notes.age ; cherchez-le.
draft-other-receipt = Ce brouillon ne s’ouvre pas avec ce reçu. Peut-être est-ce un autre fichier, ou un autre reçu.
draft-damaged = Ce brouillon est abîmé ou incomplet. Si vous l’avez enregistré plusieurs fois, essayez une autre copie.
draft-newer = Ce brouillon vient d’une version plus récente de cette page. Ouvrez-le avec elle.
draft-foreign = Ce brouillon appartient à une autre organisation, ou à un programme qui n’existe plus.

## Réponses

enter-title = Votre reçu
enter-what = Saisissez les douze mots ou nombres que vous avez recopiés. Ils ne quittent pas cet appareil.
replies-look = Chercher la réponse
replies-title = Ce qu’il y a pour vous
replies-loading = Recherche…
replies-found = Il y a une réponse.
replies-none-short = Il n’y a pas encore de réponse.
replies-none = Il n’y a encore rien pour ce reçu. Cela peut avoir plusieurs raisons :
replies-none-soon = Votre lettre n’a pas encore été relevée. L’organisation travaille sur des ordinateurs sans réseau ; cela prend des heures, pas des minutes. Regardez plus tard.
replies-none-old = Les réponses sont retirées au bout de 90 jours.
replies-none-word = Un mot ou un nombre est faux. Comparez avec votre papier et saisissez-les de nouveau.
replies-none-late = Si le délai promis est dépassé :
replies-silent = Certains relais n’ont pas répondu. La réponse s’y trouve peut-être :
replies-failed = La réponse n’a pas pu être récupérée pour l’instant. Votre reçu est toujours saisi ; réessayez.
replies-refused = Un élément n’était pas signé par l’organisation. Il n’a pas été utilisé.
replies-again = Regarder encore
reply-answer = Réponse du { $day }
reply-acknowledgement = Nous avons votre lettre : { $day }
reply-due = Vous aurez une réponse d’ici { $moment }.
reply-parts = { $count ->
    [one] Il manque ici une partie de ce texte. Récupérez-la ci-dessous.
   *[other] Il manque ici { $count } parties de ce texte. Récupérez-les ci-dessous.
 }
reply-expires = Lisible ici jusqu’au { $day }. Notez ce dont vous avez besoin.
reply-proven = Prouvé : seule l’organisation a pu l’écrire, et seulement pour votre reçu.
reply-read = J’ai lu
reply-back = Répondre
reply-unreadable = Ce qui s’y trouve est abîmé ou ne vient pas de l’organisation. Ce n’est pas affiché.
earlier-title = { $count ->
    [one] Une réponse antérieure
   *[other] { $count } réponses antérieures
 }
earlier-what = Chaque réponse récupérée en dit un peu plus au relais ; aucune ne l’est donc automatiquement.
earlier-fetch = Récupérer la réponse { $number }
parcel-fetch = Télécharger { $name } ({ $size })
parcel-linkable = Le relais voit que le même appareil récupère ce fichier et la réponse. Avec le navigateur Tor, il ne voit pas lequel.
parcel-saved = Enregistré dans les téléchargements sous le nom { $name }. Il n’est plus chiffré.
parcel-failed = Le fichier n’a pas pu être téléchargé en entier. Réessayez, ou écrivez à l’organisation.

## Compléter

follow-up-title = Compléter
follow-up-what = Cela va aux mêmes personnes, chiffré comme votre première lettre.
follow-up-about = De quoi s’agit-il ?
follow-up-text = Que voulez-vous ajouter ?
follow-up-danger = Ne nommez personne à qui un nom pourrait nuire.
follow-up-files = Fichiers
follow-up-empty = Écrivez quelque chose, ou choisissez un fichier.

## Envoyer un fichier chiffré

carry-title = Envoyer un fichier chiffré
carry-what = Choisissez le fichier chiffré, en général document.age. Il est envoyé tel quel ; cette page ne peut pas l’ouvrir non plus.
carry-choose = Choisir le fichier et l’envoyer
carry-not-sealed = Ce fichier n’est pas chiffré. Il n’a pas été envoyé : en chemin, n’importe qui aurait pu le lire. Chiffrez-le d’abord, avec cette page ou avec le programme.
carry-wrong-length = Ce fichier n’a pas été chiffré par cette page ni par le programme, ou il est incomplet. Il n’a pas été envoyé. Chiffrez-le à nouveau, ou utilisez la page sans JavaScript, qui prend des fichiers de toute taille.

## Quand il ne faut pas utiliser la page

stop-insecure-title = Cette page ne peut pas chiffrer ici
stop-insecure-what = Le navigateur refuse à cette page ses fonctions de chiffrement : rien de ce que vous tapez ne pourrait être protégé. Rien n’a été envoyé.
stop-insecure-do = Ouvrez la page par une adresse qui commence par https://, ouvrez la page enregistrée comme un fichier, ou utilisez le navigateur Tor. Sinon, la page sans JavaScript explique comment chiffrer vous-même un fichier.
stop-tampered-title = N’utilisez pas cette page
stop-tampered-what = Les données de l’organisation dans cette page ont été modifiées ou abîmées. Ce que vous écrivez pourrait arriver à quelqu’un d’autre. Rien n’a été envoyé.
stop-tampered-do = Fermez cette page. Ouvrez-la de nouveau par une autre connexion ou un autre relais, et comparez les huit mots avant d’écrire quoi que ce soit.
stop-unpublished-title = Cette page n’est pas encore prête
stop-unpublished-what = Elle ne dit pas encore à quelle organisation elle sert : rien ne peut être chiffré.
stop-unpublished-do = Réessayez plus tard, ou adressez-vous autrement à l’organisation.
