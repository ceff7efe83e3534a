# Ce que tous les programmes disent avec les mêmes mots.

answer-yes = Oui
answer-no = Non
answer-safe-hours = Heures sûres : { $text }
answer-never = À ne jamais envoyer ni dire : { $text }

problem-bad-country = Indiquez le nom du pays ou son code de deux lettres.
problem-bad-currency = Indiquez une monnaie acceptée ici, par son code de trois lettres.
problem-bad-date = Commencez par l’année : 2026-11-23, 2026-11 ou 2026.
problem-bad-money = Indiquez un montant et une monnaie, par exemple 1200.50 USD.
problem-bad-yes-no = Répondez par oui ou par non.
problem-consent-needed = Sans votre accord sur ce point, nous ne pouvons pas continuer.
problem-contact-incomplete = Indiquez à la fois le moyen de contact et votre numéro, adresse ou nom.
problem-file-too-large = Le fichier dépasse { $megabytes } Mo.
problem-file-type = Ce type de fichier n’est pas accepté ici.
problem-hidden = Cette question ne s’applique plus ; sa réponse n’est pas envoyée.
problem-missing = Cette question demande une réponse.
problem-repeated = Un élément figure deux fois.
problem-too-many-files = { $max ->
    [one] Un fichier au plus.
   *[other] { $max } fichiers au plus.
 }
problem-too-many-rows = { $max ->
    [one] Une ligne au plus.
   *[other] { $max } lignes au plus.
 }
problem-too-long = { $max } caractères au plus.
problem-unknown-column = Cette colonne n’existe pas.
problem-unknown-option = Choisissez dans la liste.
problem-unknown-question = Le formulaire ne contient pas cette question.
problem-wrong-kind = Cette réponse ne convient pas à la question.

stale-clock-behind = L’horloge de cet appareil semble fausse. Votre lettre peut quand même être chiffrée et lue.
stale-expired = Cette copie du fichier de l’organisation aurait dû être remplacée depuis le { $day }. Votre lettre peut quand même être chiffrée et lue ; procurez-vous une copie plus récente quand ce sera sans danger.
stale-no-period = Aucune clé de cette copie n’est prévue pour aujourd’hui : la clé de réserve de l’organisation est utilisée. Votre lettre pourra être lue, mais cela peut prendre plus de temps.

lack-expires-soon = Le fichier expire dans moins de deux semaines : { $place }.
lack-intake-gap = Aucune clé de réception ne couvre le { $place } : les lettres de ce jour seraient chiffrées avec la clé de réserve.
lack-invalid = Les programmes refuseraient le fichier : { $place }.
lack-missing-text = Un texte manque : { $place }.
lack-no-desk = Aucun bureau n’est indiqué : aucune réponse ne pourrait être publiée.
lack-no-first-cry = { $place } : une réponse rapide est promise, mais aucune question ne fait partie du premier appel à l’aide.
lack-no-next-root = Aucune clé racine suivante n’est annoncée : une clé racine perdue ne pourrait pas être remplacée.
lack-no-programme = Aucun programme n’est proposé.
lack-no-relay = Il n’y a aucune adresse où envoyer les lettres. { $place }
lack-one-relay = { $place } est le seul relais : s’il est bloqué ou saisi, aucune lettre n’arrive.
lack-unknown-country = Ce code de pays n’existe pas : { $place }.
