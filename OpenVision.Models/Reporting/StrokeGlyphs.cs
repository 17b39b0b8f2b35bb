namespace OpenVision.Reporting;

/// <summary>
/// The strokes of the printable ASCII characters, so that pictures need no font of the system. A character is a list of
/// strokes separated by bars; a stroke is a list of points <c>xy</c> in units of a sixth of a capital's height, y downward
/// from a capital's top: 2 is the height of small letters, 6 the base line, 8 the end of what hangs below. An <c>r</c>
/// rounds the corner at its point; a stroke that starts with <c>@</c> is closed.
/// </summary>
internal static class StrokeGlyphs
{
    /// <summary>The first character of <see cref="Table"/>.</summary>
    public const char First = ' ';

    /// <summary>What stands for every other character: an empty frame.</summary>
    public const string Unknown = "@00 30 36 06";

    /// <summary>The strokes of the characters from space to tilde.</summary>
    public static readonly IReadOnlyList<string> Table =
    [
        /*   */ "", /* ! */ "00 04|06 06", /* " */ "00 02|20 22", /* # */ "11 15|31 35|02 42|04 44",
        /* $ */ "42 41r 01r 03r 43r 45r 05r 04|20 26", /* % */ "40 06|@00 10 11 01|@35 45 46 36",
        /* & */ "46 01r 00r 20r 21r 03r 06r 26r 43", /* ' */ "00 02", /* ( */ "10 02r 05r 17", /* ) */ "00 12r 15r 07",
        /* * */ "21 25|02 44|42 04", /* + */ "21 25|03 43", /* , */ "15 07", /* - */ "03 33", /* . */ "06 06", /* / */ "06 30",
        /* 0 */ "@00r 30r 36r 06r", /* 1 */ "01 10 16|06 26", /* 2 */ "01 00r 30r 33r 06 36",
        /* 3 */ "00 30r 33r 13|13 33r 36r 06", /* 4 */ "26 20 04 34", /* 5 */ "30 00 02 32r 36r 06",
        /* 6 */ "30 00r 06r 36r 33r 03", /* 7 */ "00 30 16", /* 8 */ "@00r 30r 33r 03r|@03r 33r 36r 06r",
        /* 9 */ "33 03r 00r 30r 36r 06", /* : */ "03 03|06 06", /* ; */ "13 13|15 07", /* < */ "31 03 35",
        /* = */ "02 32|04 34", /* > */ "01 33 05", /* ? */ "01 00r 30r 33r 13 14|16 16",
        /* @ */ "46 06r 00r 40r 44r 24r 22r 42", /* A */ "06 20 46|14 34", /* B */ "00 30r 33r 03|03 43r 46r 06 00",
        /* C */ "41 40r 00r 06r 46r 45", /* D */ "00 40r 46r 06 00", /* E */ "40 00 06 46|03 33", /* F */ "40 00 06|03 33",
        /* G */ "41 40r 00r 06r 46r 43 23", /* H */ "00 06|40 46|03 43", /* I */ "00 20|10 16|06 26", /* J */ "30 36r 06r 05",
        /* K */ "00 06|40 03 46", /* L */ "00 06 46", /* M */ "06 00 24 40 46", /* N */ "06 00 46 40",
        /* O */ "@00r 40r 46r 06r", /* P */ "06 00 40r 43r 03", /* Q */ "@00r 40r 46r 06r|24 46",
        /* R */ "06 00 40r 43r 03|23 46", /* S */ "41 40r 00r 03r 43r 46r 06r 05", /* T */ "00 40|20 26",
        /* U */ "00 06r 46r 40", /* V */ "00 26 40", /* W */ "00 16 31 56 60", /* X */ "00 46|40 06",
        /* Y */ "00 23 40|23 26", /* Z */ "00 40 06 46", /* [ */ "10 00 07 17", /* \ */ "00 36", /* ] */ "00 10 17 07",
        /* ^ */ "02 20 42", /* _ */ "07 47", /* ` */ "00 11", /* a */ "02 32r 36|34 04r 06r 36",
        /* b */ "00 06|02 32r 36r 06", /* c */ "32 02r 06r 36", /* d */ "30 36|32 02r 06r 36",
        /* e */ "04 34 32r 02r 06r 36", /* f */ "30 10r 16|02 32", /* g */ "36 06r 02r 32|32 38r 08",
        /* h */ "00 06|02 32r 36", /* i */ "02 06|00 00", /* j */ "12 18r 08|10 10", /* k */ "00 06|32 04 36",
        /* l */ "00 06r 16", /* m */ "02 06|02 22r 26|22 42r 46", /* n */ "02 06|02 32r 36", /* o */ "@02r 32r 36r 06r",
        /* p */ "02 08|02 32r 36r 06", /* q */ "32 38|32 02r 06r 36", /* r */ "02 06|02 22r 23",
        /* s */ "32 02r 04r 34r 36r 06", /* t */ "10 16r 36|02 32", /* u */ "02 06r 36|32 36", /* v */ "02 26 42",
        /* w */ "02 16 33 56 62", /* x */ "02 36|32 06", /* y */ "02 26|42 18", /* z */ "02 32 06 36",
        /* { */ "20 10r 13r 03|03 13r 17r 27", /* | */ "00 07", /* } */ "00 10r 13r 23|23 13r 17r 07", /* ~ */ "04 12r 34r 42",
    ];
}
