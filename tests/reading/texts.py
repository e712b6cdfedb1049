"""Texts of each kind: paragraphs, verse, tables and code."""

from __future__ import annotations

PARAGRAPHS = (
    "Johnstown lay below an earthen dam that a club of rich men from Pittsburgh had bought for "
    "its lake. After two days of rain, on 31 May 1889, the dam gave way.",
    "The wave took an hour to reach the town. It carried houses, a viaduct and thirty "
    "locomotives, and 2,208 people died. Clara Barton came with the Red Cross five days later "
    "and stayed until October.",
    "No court ever held the club to account.",
)
VERSE = (
    "Shall I compare thee to a summer’s day?\n"
    "Thou art more lovely and more temperate:\n"
    "Rough winds do shake the darling buds of May,\n"
    "And summer’s lease hath all too short a date;\n"
)
TABLES = {
    "tabs": "Quake\tYear\tDead\nMessina\t1908\t80,000\nLisbon\t1755\t40,000\n",
    "spaces": "Quake      Year   Dead\nMessina    1908   80,000\nLisbon     1755   40,000\n",
    "pipes": "Quake | Year | Dead\nMessina | 1908 | 80,000\nLisbon | 1755 | 40,000\n",
}
CODE = {
    "python": "import sys\ndef main(argv):\n    print(argv)\nsys.exit(main(sys.argv))\n",
    "c": "#include <stdio.h>\nint main(void) {\n  int n = 1;\n  puts(text);\n}\n",
    "tags": '<div class="x">\n<p>\n</div>\n',
}
