# What publishing writes into the page for people without JavaScript.
blank-forms = 空白表格
