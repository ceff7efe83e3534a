acknowledged = Votre lettre est arrivée et a été ouverte.
acknowledged-due = Une personne y répondra avant le { $hour } (UTC).
acknowledged-no-due = Une personne la lira et répondra ici.
acknowledged-unproven = Une partie de ce qui est arrivé n’a pas pu être confirmée comme envoyée avec votre reçu. Si vous avez tout envoyé vous-même, vous n’avez rien à faire.
acknowledged-keep = Gardez votre reçu : la réponse arrivera au même endroit. Il vous permet aussi d’envoyer la suite.
