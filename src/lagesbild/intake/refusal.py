# SPDX-License-Identifier: EUPL-1.2
"""Why a document is turned away, and the Swedish sentences that say so.

Each message says what happened, what is safe, and what to do next.
"""

from __future__ import annotations

SAFE = "Inget har sparats."

MESSAGES: dict[str, str] = {
    "empty_file": "Filen är tom. {safe} Kontrollera att rätt fil är vald och att den har"
    " hunnit laddas ner, och försök igen.",
    "only_spaces": "Det finns ingen text, bara mellanrum och tomma rader. {safe}"
    " Skriv eller klistra in texten, eller välj en annan fil.",
    "too_large": "Filen är {size} och gränsen är {limit}. {safe}"
    " Dela upp den, eller ta bort bilderna och spara igen.",
    "too_much_text": "Filen innehåller mer text än vad som går att läsa på en gång. {safe}"
    " Dela upp den i flera filer.",
    "too_many_pages": "Filen har {pages} sidor och gränsen är {limit}. {safe} Dela upp den i flera filer.",
    "unknown_type": "Filtypen känns inte igen. {safe}"
    " Spara texten som PDF, Word (.docx) eller vanlig text (.txt), eller klistra in den.",
    "old_word": "Filen är sparad i ett äldre Word-format (.doc) som inte går att läsa. {safe}"
    " Öppna den i Word, välj Spara som och formatet .docx, och försök igen.",
    "rich_text": "Filen är i formatet RTF, som inte går att läsa. {safe}"
    " Öppna den i Word, välj Spara som och formatet .docx, och försök igen.",
    "opendocument": "Filen är i formatet OpenDocument, som inte går att läsa. {safe}"
    " Öppna den i LibreOffice, välj Spara som och formatet .docx eller PDF, och försök igen.",
    "spreadsheet": "Filen är ett kalkylblad (Excel), inte en text. {safe}"
    " Kopiera det som hör till rapporten och klistra in det, eller spara som PDF.",
    "presentation": "Filen är en presentation (PowerPoint), inte en text. {safe}"
    " Spara den som PDF, eller kopiera texten och klistra in den.",
    "image": "Filen är en bild, och text i bilder går inte att läsa. {safe}"
    " Skriv av texten, eller skicka dokumentet som bilden är tagen från.",
    "archive": "Filen är ett arkiv med andra filer i (till exempel zip). {safe}"
    " Packa upp det och lämna in filerna en och en.",
    "encrypted": "Filen är låst med lösenord. {safe}"
    " Öppna den, ta bort lösenordet, spara den på nytt och försök igen.",
    "corrupt": "Filen är skadad och går inte att öppna. {safe}"
    " Öppna den i det program den kommer från och spara den på nytt, eller klistra in texten.",
    "scanned": "Filen innehåller bara bilder av text, troligen inskannade sidor. {safe}"
    " Skicka originalet i Word eller PDF med text, eller klistra in texten.",
    "unreadable_text": "Texten i filen går inte att tyda, eftersom typsnittet saknar uppgift"
    " om vilka tecken det visar. {safe}"
    " Skicka originalet i Word, eller klistra in texten.",
    "no_text": "Filen går att öppna men innehåller ingen text. {safe}"
    " Kontrollera att det är rätt fil, eller klistra in texten.",
    "zip_bomb": "Filen skulle bli orimligt stor när den packas upp och har därför inte"
    " öppnats. {safe} Spara dokumentet på nytt, eller klistra in texten.",
    "outside_entity": "Filen hänvisar till innehåll utanför sig själv på ett sätt som inte är"
    " tillåtet, och har därför inte lästs. {safe}"
    " Spara dokumentet på nytt i Word eller som PDF, eller klistra in texten.",
    "mail_too_deep": "Brevet innehåller brev i brev i för många led. {safe}"
    " Spara det innersta brevet för sig och lämna in det.",
}


class IntakeRefused(Exception):
    """The document was turned away; `code` names the reason, `message` says it in Swedish.

    >>> IntakeRefused("empty_file").code
    'empty_file'
    """

    def __init__(self, code: str, **values: str) -> None:
        self.code = code
        self.message = MESSAGES[code].format(safe=SAFE, **values)
        super().__init__(self.message)


def size_in_words(size: int) -> str:
    """Bytes as a Swedish size.

    >>> size_in_words(25 * 1024 * 1024), size_in_words(2_000)
    ('25 MB', '2 kB')
    """
    if size >= 1024 * 1024:
        return f"{size / (1024 * 1024):.1f}".removesuffix(".0").replace(".", ",") + " MB"
    return f"{max(1, round(size / 1024))} kB"
