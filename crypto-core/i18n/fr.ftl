# Ce que tous les programmes disent avec les mêmes mots.

answer-yes = Oui
answer-no = Non
answer-safe-hours = Heures sûres : { $text }
answer-never = À ne jamais envoyer : { $text }

problem-bad-country = Indiquez le nom du pays ou son code de deux lettres.
problem-bad-currency = Indiquez une monnaie acceptée ici, par son code de trois lettres.
problem-bad-date = Commencez par l'année : 2026-11-23, 2026-11 ou 2026.
problem-bad-money = Indiquez un montant et une monnaie, par exemple 1200.50 USD.
problem-bad-yes-no = Répondez par oui ou par non.
problem-consent-needed = Sans votre accord sur ce point, nous ne pouvons pas continuer.
problem-contact-incomplete = Indiquez à la fois le moyen de contact et votre numéro, adresse ou nom.
problem-file-too-large = Le fichier dépasse { $megabytes } Mo.
problem-file-type = Ce type de fichier n'est pas accepté ici.
problem-hidden = Cette question ne s'applique plus ; sa réponse n'est pas envoyée.
problem-missing = Cette question demande une réponse.
problem-repeated = Un élément figure deux fois.
problem-too-many-files = { $max } fichiers au plus.
problem-too-many-rows = { $max } lignes au plus.
problem-too-long = { $max } caractères au plus.
problem-unknown-column = Cette colonne n'existe pas.
problem-unknown-option = Choisissez dans la liste.
problem-unknown-question = Le formulaire ne contient pas cette question.
problem-wrong-kind = Cette réponse ne convient pas à la question.
