using System.Globalization;
using System.Text;

using OpenVision.Protobuf;

namespace OpenVision.Text;

/// <summary>What a piece is for, by the numbers of SentencePiece's format.</summary>
internal enum PieceSort
{
    /// <summary>A part of texts.</summary>
    Normal = 1,

    /// <summary>It stands for what no piece covers.</summary>
    Unknown = 2,

    /// <summary>A special token.</summary>
    Control = 3,

    /// <summary>A symbol that was asked for by name. Cleaned texts hold none, so it is never chosen.</summary>
    UserDefined = 4,

    /// <summary>A place that is not used.</summary>
    Unused = 5,

    /// <summary>One byte of a character that no piece covers.</summary>
    Byte = 6,
}

/// <summary>A piece of a SentencePiece model.</summary>
/// <param name="Text">Its text, U+2581 for a space.</param>
/// <param name="Score">Its log probability.</param>
/// <param name="Sort">What it is for.</param>
internal sealed record ScoredPiece(string Text, float Score, PieceSort Sort);

/// <summary>A model in SentencePiece's format (sentencepiece_model.proto), as far as texts are encoded with it: of unigrams, or of pairs.</summary>
internal sealed class SentencePieceModel
{
    private const string EndName = "</s>";
    private const int Unigram = 1, OfPairs = 2, LongestPiece = 256, MostPieces = 1 << 20;

    // Three times those of mT5's 250,000 pieces: the search keeps a node for each.
    private const int MostCharacters = 6_000_000;

    private readonly List<ScoredPiece> pieces = [];
    private int characters;
    private int kind = Unigram;
    private bool spaceIsSuffix;
    private bool bytesForUnknown;
    private bool spaceIsPut = true;
    private bool spaceIsEscaped = true;
    private bool spacesAreRemoved = true;

    private SentencePieceModel()
    {
    }

    /// <summary>The pieces in the order of their ids.</summary>
    public IReadOnlyList<ScoredPiece> Pieces => pieces;

    /// <summary>The replacements that are made before pieces are looked for.</summary>
    public CharacterMap Characters { get; private set; } = CharacterMap.Empty;

    /// <summary>The id of the end token.</summary>
    public int End { get; private set; }

    /// <summary>The id that stands for what no piece covers.</summary>
    public int Unknown { get; private set; }

    /// <summary>The ids of the 256 bytes, which spell what no piece covers; null where <see cref="Unknown"/> stands for it.</summary>
    public int[]? ByteIds { get; private set; }

    /// <summary>Reads a model of unigrams.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="OpenVisionException">It is damaged, or of a kind that is not read.</exception>
    public static SentencePieceModel Read(VocabularyFile file) => Read(file, "spiece.model", static model => model.CheckUnigrams());

    /// <summary>Reads a model of pairs.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="OpenVisionException">It is damaged, or of a kind that is not read.</exception>
    public static SentencePieceModel ReadPairs(VocabularyFile file) => Read(file, "tokenizer.model", static model => model.CheckPairs());

    private static SentencePieceModel Read(VocabularyFile file, string name, Action<SentencePieceModel> check)
    {
        SentencePieceModel model = new();
        try
        {
            model.ReadFields(file.Bytes);
            check(model);
            model.Check();
            return model;
        }
        catch (InvalidDataException e)
        {
            throw new OpenVisionException($"{file.Path} cannot be used as a SentencePiece model: {e.Message} Name the model's own {name}.", e);
        }
    }

    /// <summary>The byte that a byte piece (<c>&lt;0x0A&gt;</c>) stands for.</summary>
    /// <param name="piece">Its text.</param>
    /// <exception cref="InvalidDataException">It is not written so.</exception>
    public static byte ByteOf(string piece) =>
        piece is ['<', '0', 'x', _, _, '>'] && byte.TryParse(piece.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value)
            ? value
            : throw new InvalidDataException($"Its byte piece '{piece}' is not written as <0x00>.");

    private void ReadFields(ReadOnlySpan<byte> message)
    {
        const int piece = 1, trainer = 2, normalizer = 3;
        ProtoReader fields = new(message);
        while (fields.MoveNext())
        {
            switch (fields.Field)
            {
                case piece:
                    ReadPiece(fields.Bytes);
                    break;
                case trainer:
                    ReadTrainer(fields.Bytes);
                    break;
                case normalizer:
                    ReadNormalizer(fields.Bytes);
                    break;
            }
        }
    }

    private void ReadPiece(ReadOnlySpan<byte> message)
    {
        const int text = 1, score = 2, sort = 3;
        ScoredPiece piece = new("", 0, PieceSort.Normal);
        ProtoReader fields = new(message);
        while (fields.MoveNext())
        {
            piece = fields.Field switch
            {
                text when fields.Bytes.Length <= LongestPiece => piece with { Text = Encoding.UTF8.GetString(fields.Bytes) },
                text => throw new InvalidDataException($"Its piece {pieces.Count} has {fields.Bytes.Length} bytes; {LongestPiece} are read."),
                score when float.IsFinite(fields.Single) => piece with { Score = fields.Single },
                score => throw new InvalidDataException($"The score of its piece {pieces.Count} is no number."),
                sort => piece with { Sort = (PieceSort)fields.Number },
                _ => piece,
            };
        }

        if (piece.Text.Length == 0)
        {
            throw new InvalidDataException($"Its piece {pieces.Count} is empty.");
        }

        pieces.Add(piece);
        characters += piece.Text.Length;
        if (pieces.Count > MostPieces || characters > MostCharacters)
        {
            throw new InvalidDataException($"It has more than {MostPieces} pieces, or more than {MostCharacters} characters in them.");
        }
    }

    private void ReadTrainer(ReadOnlySpan<byte> message)
    {
        const int modelType = 3, treatWhitespaceAsSuffix = 24, byteFallback = 35;
        ProtoReader fields = new(message);
        while (fields.MoveNext())
        {
            switch (fields.Field)
            {
                case modelType:
                    kind = (int)Math.Min(fields.Number, int.MaxValue);
                    break;
                case treatWhitespaceAsSuffix:
                    spaceIsSuffix = fields.Number != 0;
                    break;
                case byteFallback:
                    bytesForUnknown = fields.Number != 0;
                    break;
            }
        }
    }

    private void ReadNormalizer(ReadOnlySpan<byte> message)
    {
        const int precompiledCharsmap = 2, addDummyPrefix = 3, removeExtraWhitespaces = 4, escapeWhitespaces = 5;
        ProtoReader fields = new(message);
        while (fields.MoveNext())
        {
            switch (fields.Field)
            {
                case precompiledCharsmap:
                    Characters = CharacterMap.Read(fields.Bytes);
                    break;
                case addDummyPrefix:
                    spaceIsPut = fields.Number != 0;
                    break;
                case removeExtraWhitespaces:
                    spacesAreRemoved = fields.Number != 0;
                    break;
                case escapeWhitespaces:
                    spaceIsEscaped = fields.Number != 0;
                    break;
            }
        }
    }

    private void CheckUnigrams()
    {
        if (kind != Unigram)
        {
            throw new InvalidDataException($"Its model_type is {kind}; only unigram models (1), as SigLIP's, are read.");
        }
    }

    private void CheckPairs()
    {
        if (kind != OfPairs)
        {
            throw new InvalidDataException($"Its model_type is {kind}; of language models only those of pairs (2), as Llama 2's, are read.");
        }

        if (spacesAreRemoved || Characters != CharacterMap.Empty || !bytesForUnknown)
        {
            throw new InvalidDataException("It replaces characters, removes spaces or lacks byte pieces; only models that keep texts as they are, as Llama 2's, are read.");
        }

        if (pieces.Find(piece => piece.Sort is PieceSort.UserDefined or PieceSort.Unused) is { } other)
        {
            throw new InvalidDataException($"Its piece '{other.Text}' is {other.Sort}; only models without such pieces, as Llama 2's, are read.");
        }
    }

    private void Check()
    {
        if (spaceIsSuffix || !spaceIsPut || !spaceIsEscaped)
        {
            throw new InvalidDataException("It does not mark the space before a word; only models that do are read.");
        }

        End = pieces.FindIndex(piece => piece is { Sort: PieceSort.Control, Text: EndName });
        Unknown = pieces.FindIndex(piece => piece.Sort == PieceSort.Unknown);
        if (End < 0 || Unknown < 0 || !pieces.Exists(piece => piece.Sort == PieceSort.Normal))
        {
            throw new InvalidDataException($"Its {pieces.Count} pieces lack {EndName}, the unknown piece or every ordinary one.");
        }

        if (bytesForUnknown)
        {
            ByteIds = new int[256];
            Array.Fill(ByteIds, Unknown);
            for (int i = 0; i < pieces.Count; i++)
            {
                if (pieces[i].Sort == PieceSort.Byte)
                {
                    ByteIds[ByteOf(pieces[i].Text)] = i;
                }
            }
        }
    }
}
