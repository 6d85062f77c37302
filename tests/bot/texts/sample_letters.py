"""A letter with every kind of block, for the tests of all four shapes."""

from bot.texts.letter import Bullets, Choice, Choices, Facts, Heading, Letter, Paragraph, Quote

INQUIRY = Letter(
    "en",
    "[2026-03] A mission in Togo",
    (
        Paragraph(
            "Dear Marta,\nwe prepare a mission on pension reform and would like to know if you could join it."
        ),
        Heading("The mission"),
        Facts((("Country", "Togo"), ("Dates", "9-20 March 2026"), ("Note", ""))),
        Bullets(("yes", "no", "only 12-20 March")),
        Quote("I could come\nfrom the 12th."),
        Choices(
            (
                (
                    Choice("Eligible", "eligible:3", "ELIGIBLE", "take it on"),
                    Choice("Reject", "reject:3", "REJECT"),
                ),
                (Choice("Details", "details:3"),),
            )
        ),
    ),
)
