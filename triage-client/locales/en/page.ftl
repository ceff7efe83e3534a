# What publishing writes into the page for people without JavaScript.
blank-forms = Blank forms
