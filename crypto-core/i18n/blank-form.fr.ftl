# Le formulaire vierge : les mêmes mots pour l’outil et pour le bureau.

question-needed = (nécessaire)
question-free = (peut rester vide)
question-careful = Attention :
how-date = Une date comme 2026-11-23. Le mois seul (2026-11) ou l’année seule (2026) convient aussi.
how-money = Montant et monnaie, par exemple 1500 USD.
how-money-of = Montant et monnaie, par exemple 1500 USD. Possible ici : { $currencies }
contact-channel = Moyen de contact (Signal, courriel, téléphone…) :
contact-handle = Numéro, adresse ou nom pour ce moyen :
contact-safe-hours = À quelles heures peut-on vous y joindre sans danger ?
contact-never = Que ne devons-nous jamais y envoyer ou y dire ?
form-how =
    Les lignes qui commencent par un dièse expliquent ; laissez-les telles quelles.
    Écrivez chaque réponse sous la ligne qui porte l’arobase, et laissez cette ligne telle quelle.
    Dans une liste, écrivez un x entre les crochets.
    Chiffrez ensuite le formulaire, sans aucun réseau : sealpost seal FICHIER
    Ce fichier-ci n’est pas chiffré. Supprimez-le dès que la lettre chiffrée est prête.
form-how-one = Écrivez un x entre les crochets d’une seule ligne.
form-how-some = Écrivez un x entre les crochets de chaque ligne qui est vraie.
form-how-country = Nom du pays, ou ses deux lettres.
form-countries = Ce programme couvre : { $names }
form-how-table = Une entrée par ligne, avec une barre entre les colonnes :
form-how-files = { $count ->
    [one] Le chemin d’un seul fichier, de { $limit } au plus.
   *[other] Le chemin d’un fichier par ligne. { $count } fichiers au plus, { $limit } chacun au plus.
 }
form-yes = Oui
form-no = Non
form-only-if = Seulement si vous avez répondu à « { $question } » par : { $answers }
form-only-if-fits = Seulement si cela vous concerne.
