"""Which language a text is in, and which sentences are in another."""

from __future__ import annotations

import pytest

from .conftest import Read

ENGLISH = (
    "Fires spread across central Chile in February 2024 and reached the outskirts of Viña del Mar, "
    "where the botanical garden burned within hours. More than 130 people were killed, and it was "
    "the deadliest disaster of the country since the earthquake of 2010."
)
OTHERS = {
    "ar": (
        "أعلن الرئيس الفرنسي إيمانويل ماكرون مساء الأحد حل الجمعية الوطنية بعد هزيمة حزبه في "
        "الانتخابات الأوروبية التي جرت في يونيو."
    ),
    "de": (
        "Bundeskanzler Olaf Scholz hat im November in Berlin den Finanzminister entlassen, "
        "nachdem sich die Koalition nicht auf einen Haushalt für das kommende Jahr einigen "
        "konnte."
    ),
    "el": (
        "Ο πρωθυπουργός Κυριάκος Μητσοτάκης ανακοίνωσε νέα μέτρα για την αντιμετώπιση των "
        "πυρκαγιών που έπληξαν την Αττική το καλοκαίρι."
    ),
    "es": (
        "El presidente Gabriel Boric declaró dos días de duelo nacional después de que los "
        "incendios forestales causaran la muerte de más de cien personas."
    ),
    "fr": (
        "Le président Emmanuel Macron a annoncé la dissolution de l’Assemblée nationale, "
        "quelques heures après les résultats des élections européennes de juin."
    ),
    "he": (
        "נשיא צרפת עמנואל מקרון הודיע ביום ראשון בערב על פיזור האספה הלאומית לאחר תבוסת "
        "מפלגתו בבחירות לפרלמנט האירופי."
    ),
    "hi": (
        "प्रधानमंत्री नरेंद्र मोदी ने रविवार को दिल्ली में लगातार तीसरी बार शपथ ली और उनके "
        "साथ मंत्रिपरिषद के कई सदस्यों ने भी शपथ ली।"
    ),
    "it": (
        "Il presidente Sergio Mattarella ha sciolto le Camere dopo le dimissioni del governo "
        "guidato da Mario Draghi, e le elezioni si sono tenute a settembre."
    ),
    "ja": (
        "安倍晋三元首相は2022年7月8日、奈良市で参議院選挙の応援演説中に銃で撃たれ、"
        "搬送先の病院で死亡が確認された。"
    ),
    "ko": (
        "윤석열 대통령은 지난 3일 밤 비상계엄을 선포했으나 국회가 만장일치로 해제를 "
        "요구하는 결의안을 통과시켜 몇 시간 만에 해제했다."
    ),
    "nl": (
        "Premier Mark Rutte bood vrijdagavond het ontslag van zijn kabinet aan de koning aan, "
        "omdat de partijen het niet eens konden worden over het asielbeleid."
    ),
    "pl": (
        "Donald Tusk został w grudniu wybrany przez Sejm na premiera, a dzień później "
        "przedstawił skład nowego rządu, który uzyskał wotum zaufania."
    ),
    "pt": (
        "O presidente Luiz Inácio Lula da Silva tomou posse em Brasília, diante de milhares "
        "de apoiadores, e prometeu reconstruir o país depois de quatro anos."
    ),
    "ru": (
        "Президент Франции Эмманюэль Макрон объявил о роспуске Национального собрания после "
        "поражения своей партии на выборах в Европейский парламент."
    ),
    "sv": (
        "Sverige blev medlem i Nato den 7 mars 2024 efter att Ungern som sista land hade "
        "godkänt ansökan, och statsminister Ulf Kristersson var på plats i Washington."
    ),
    "th": ("นายกรัฐมนตรีเศรษฐา ทวีสิน พ้นจากตำแหน่งเมื่อวันที่ 14 สิงหาคม ตามคำวินิจฉัยของศาลรัฐธรรมนูญ"),
    "tr": (
        "Cumhurbaşkanı Recep Tayyip Erdoğan Ankara'da yaptığı açıklamada depremden etkilenen "
        "bölgelerde yeni konutların yapılacağını söyledi."
    ),
    "uk": (
        "Президент України Володимир Зеленський провів зустріч з послами і заявив, що країна "
        "отримала нову допомогу від союзників."
    ),
    "vi": (
        "Chủ tịch nước Tô Lâm hôm thứ Hai đã gặp tổng thống Pháp tại Paris và hai bên đã ký "
        "kết nhiều văn kiện hợp tác quan trọng."
    ),
    "zh": (
        "国家主席习近平星期一在北京人民大会堂会见了来访的法国总统马克龙，双方就两国关系和"
        "国际局势交换了意见。"
    ),
}


def test_english_is_english(read: Read) -> None:
    document = read(ENGLISH)
    assert document.language == "en"
    assert document.foreign == ()


@pytest.mark.parametrize("code", OTHERS)
def test_another_language_is_named(read: Read, code: str) -> None:
    assert read(OTHERS[code]).language == code
    assert read(f"{OTHERS[code]}\n\n{OTHERS[code]}").language == code


@pytest.mark.parametrize("code", OTHERS)
def test_a_foreign_sentence_is_found_and_the_document_stays_english(read: Read, code: str) -> None:
    document = read(f"{ENGLISH}\n\n{OTHERS[code]}\n\n{ENGLISH}")
    assert document.language == "en"
    assert [document.text[span.start : span.end] for span in document.foreign] == [OTHERS[code]]


def test_mostly_foreign_is_not_english(read: Read) -> None:
    document = read("\n\n".join([ENGLISH, *[OTHERS["fr"]] * 6]))
    assert document.language == "fr"


def test_a_list_of_names_does_not_hide_the_language_of_the_text_after_it(read: Read) -> None:
    names = ["Angela Merkel", "Olaf Scholz", "Boris Johnson", "Liz Truss", "Rishi Sunak"]
    assert read("\n\n".join([*names * 15, OTHERS["fr"], OTHERS["fr"]])).language == "fr"


def test_a_foreign_word_or_name_makes_no_sentence_foreign(read: Read) -> None:
    document = read(
        "Angela Merkel said that they would manage it, in her words “Wir schaffen das”, in 2015. "
        "The Japanese for it is 頑張る, and the Russian is справимся, as many have said.\n\n"
        "Andrzej Duda, Volodymyr Zelenskyy, Emmanuel Macron, Recep Tayyip Erdoğan, Sanna Marin\n\n"
        "東京"
    )
    assert document.language == "en"
    assert document.foreign == ()


@pytest.mark.parametrize("text", ["Yes.", "No deal was made.", "Bonjour à tous.", "東京"])
def test_too_little_text_is_in_no_language(read: Read, text: str) -> None:
    assert read(text).language is None
