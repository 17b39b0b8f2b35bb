using System.Buffers.Binary;
using System.Text;
using OpenVision.Protobuf;

namespace OpenVision.Tests.Text;

/// <summary>A small SentencePiece model in the making, by the field numbers of sentencepiece_model.proto.</summary>
internal sealed class SentencePieceFile
{
    public const int Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6;

    private readonly ProtoMessage message = new();

    public SentencePieceFile Piece(string text, float score = 0, int sort = Normal)
    {
        ProtoMessage piece = new ProtoMessage().Text(1, text).Single(2, score);
        message.Message(1, sort == Normal ? piece : piece.Integer(3, sort));
        return this;
    }

    /// <summary>The special tokens of T5, at its ids.</summary>
    public SentencePieceFile Specials() => Piece("<pad>", 0, Control).Piece("</s>", 0, Control).Piece("<unk>", 0, Unknown);

    public SentencePieceFile Trainer(int field, long value)
    {
        message.Message(2, new ProtoMessage().Integer(field, value));
        return this;
    }

    public SentencePieceFile Normalizer(int field, long value)
    {
        message.Message(3, new ProtoMessage().Integer(field, value));
        return this;
    }

    public SentencePieceFile Characters(byte[] map)
    {
        message.Message(3, new ProtoMessage().Text(1, "test").Bytes(2, map));
        return this;
    }

    public byte[] ToArray() => message.ToArray();

    /// <summary>A precompiled map: a double-array trie in which each node's children have a block of 256 units, and its texts.</summary>
    public static byte[] MapOf(params (string From, string To)[] entries)
    {
        List<uint> units = [.. new uint[256]];
        List<byte> texts = [];
        Grow(0, 0);
        byte[] blob = new byte[4 + (4 * units.Count) + texts.Count];
        BinaryPrimitives.WriteUInt32LittleEndian(blob, (uint)(4 * units.Count));
        for (int i = 0; i < units.Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(blob.AsSpan(4 + (4 * i)), units[i]);
        }

        texts.CopyTo(blob, 4 + (4 * units.Count));
        return blob;

        void Grow(int unit, int depth, params byte[] prefix)
        {
            int block = units.Count;
            units.AddRange(new uint[256]);
            units[unit] |= (uint)(unit ^ block) << 10;
            byte[][] inside = [.. entries.Select(entry => Encoding.UTF8.GetBytes(entry.From)).Where(from => from.AsSpan().StartsWith(prefix))];
            foreach (byte next in inside.Where(from => from.Length > depth).Select(from => from[depth]).Distinct())
            {
                byte[] longer = [.. prefix, next];
                units[block ^ next] = next;
                Grow(block ^ next, depth + 1, longer);
            }

            if (Array.FindIndex(entries, entry => Encoding.UTF8.GetBytes(entry.From).AsSpan().SequenceEqual(prefix)) is var found and >= 0)
            {
                units[unit] |= 0x100;
                units[block] = 0x8000_0000 | (uint)texts.Count;
                texts.AddRange([.. Encoding.UTF8.GetBytes(entries[found].To), 0]);
            }
        }
    }
}
