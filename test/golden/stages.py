# test/golden/stages.py
#
# What each folder of golden tests runs, and the suffix of what it prints.

# Folder: the compiler's options, the suffix of the expected output.
STAGES = {
    "tokens": (["--emit", "tokens"], ".txt"),
    "ast": (["--emit", "ast"], ".ast"),
    "directives": (["--emit", "directives"], ".txt"),
    "types": (["--emit", "types"], ".txt"),
    "ir": (["--emit", "ir"], ".ir"),
    "cpp": (["--emit", "cpp"], ".cpp"),
    "pyi": (["--emit", "pyi"], ".pyi"),
}
# A folder with another name is the pass after which the IR is printed.
PASS = ("--print-after", ".ir")
