using System.Buffers.Binary;
using System.Text;
using OpenVision.Reporting;

namespace OpenVision.Tests.Reporting;

public sealed class EventFileWriterTests
{
    private static readonly DateTimeOffset now = new(2026, 3, 4, 5, 6, 7, 250, TimeSpan.Zero);

    [Theory]
    [InlineData("", 0x00000000)]
    [InlineData("123456789", 0xE3069283)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x22620404)]
    public void ChecksumIsCastagnoli(string text, uint expected) =>
        Assert.Equal(expected, RecordFrame.Crc32C(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData(0x00, 0x8A9136AA)]
    [InlineData(0xFF, 0x62A8AB43)]
    public void ChecksumOf32EqualBytesIsThatOfRfc3720(byte value, uint expected) =>
        Assert.Equal(expected, RecordFrame.Crc32C(Enumerable.Repeat(value, 32).ToArray()));

    [Fact]
    public void FileBeginsWithTheGoldenVersionRecord()
    {
        byte[] bytes = Written((_, _) => { });

        // Length 24 with its checksum; wall_time = 1772600767.25 (field 1), file_version (field 3).
        Assert.Equal("1800000000000000A37F4B22", Convert.ToHexString(bytes.AsSpan(0, 12)));
        Assert.Equal("09" + "0000D06FEF69DA41" + "1A0D" + Convert.ToHexString("brain.Event:2"u8), Convert.ToHexString(bytes.AsSpan(12, 24)));
    }

    [Fact]
    public void ValuesAndPicturesComeBack()
    {
        List<Event> events = Read(Written((writer, _) =>
        {
            writer.Scalars(300, [("loss/total", 1.25), ("learning_rate", 1e-3)]);
            writer.Image(301, "samples", [1, 2, 3], width: 640, height: 480);
        }));

        Assert.Equal("brain.Event:2", events[0].Version);
        Assert.Equal((7, 1L), (events[1].Step, events[1].SessionStatus));
        Assert.Equal(300, events[2].Step);
        Assert.Equal([("loss/total", 1.25f), ("learning_rate", 1e-3f)], events[2].Scalars);
        Assert.Equal(301, events[3].Step);
        Assert.Equal(("samples", 480L, 640L, 3L, "010203"), Assert.Single(events[3].Images));
        Assert.All(events, item => Assert.Equal(1772600767.25, item.Time));
    }

    [Fact]
    public void FlushedValuesAreReadableWhileTheFileIsOpen() => Written((writer, path) =>
    {
        writer.Scalars(8, [("loss", 2)]);
        writer.Flush();
        using FileStream shared = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[shared.Length];
        shared.ReadExactly(bytes);
        Assert.Equal(8, Read(bytes)[^1].Step);
    });

    [Fact]
    public void EveryStartWritesAFileOfItsOwn()
    {
        using TemporaryFolder folder = new();
        using EventFileWriter first = new(folder["events"], 0, new StoppedClock()), second = new(folder["events"], 5, new StoppedClock());
        Assert.NotEqual(first.Path, second.Path);
        Assert.All(
            [first.Path, second.Path],
            path => Assert.StartsWith("events.out.tfevents.1772600767.", Path.GetFileName(path), StringComparison.Ordinal));
    }

    [Fact]
    public void FolderThatCannotBeMadeIsNamed()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["taken"], "");
        OpenVisionException error = Assert.Throws<OpenVisionException>(() => new EventFileWriter(folder["taken"]));
        Assert.Contains($"No event file can be written in '{folder["taken"]}'", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Written(Action<EventFileWriter, string> write)
    {
        using TemporaryFolder folder = new();
        using EventFileWriter writer = new(folder["events"], firstStep: 7, new StoppedClock());
        write(writer, writer.Path);
        writer.Dispose();
        return File.ReadAllBytes(writer.Path);
    }

    private static List<Event> Read(ReadOnlySpan<byte> bytes)
    {
        List<Event> events = [];
        while (bytes.Length > 0)
        {
            int length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
            ReadOnlySpan<byte> record = bytes.Slice(12, length);
            Assert.Equal(RecordFrame.Masked(RecordFrame.Crc32C(bytes[..8])), BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));
            Assert.Equal(RecordFrame.Masked(RecordFrame.Crc32C(record)), BinaryPrimitives.ReadUInt32LittleEndian(bytes[(12 + length)..]));
            events.Add(Event.Parse(record));
            bytes = bytes[(16 + length)..];
        }

        return events;
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class Event
    {
        public double Time { get; private set; }

        public long Step { get; private set; }

        public string? Version { get; private set; }

        public long SessionStatus { get; private set; }

        public List<(string Name, float Value)> Scalars { get; } = [];

        public List<(string Name, long Height, long Width, long Colors, string Bytes)> Images { get; } = [];

        public static Event Parse(ReadOnlySpan<byte> record)
        {
            Event parsed = new();
            foreach ((int field, long number, byte[] bytes) in Fields(record))
            {
                switch (field)
                {
                    case 1: parsed.Time = BitConverter.Int64BitsToDouble(number); break;
                    case 2: parsed.Step = number; break;
                    case 3: parsed.Version = Encoding.UTF8.GetString(bytes); break;
                    case 5: Fields(bytes).ForEach(value => parsed.Add(Fields(value.Bytes))); break;
                    case 7: parsed.SessionStatus = Fields(bytes)[0].Number; break;
                    default: Assert.Fail($"unknown field {field}"); break;
                }
            }

            return parsed;
        }

        private void Add(List<(int Field, long Number, byte[] Bytes)> value)
        {
            string name = Encoding.UTF8.GetString(value[0].Bytes);
            if (value[1].Field == 2)
            {
                Scalars.Add((name, BitConverter.Int32BitsToSingle((int)value[1].Number)));
                return;
            }

            List<(int Field, long Number, byte[] Bytes)> image = Fields(value[1].Bytes);
            Images.Add((name, image[0].Number, image[1].Number, image[2].Number, Convert.ToHexString(image[3].Bytes)));
        }

        private static List<(int Field, long Number, byte[] Bytes)> Fields(ReadOnlySpan<byte> message)
        {
            List<(int Field, long Number, byte[] Bytes)> fields = [];
            while (message.Length > 0)
            {
                long tag = Varint(ref message);
                (long number, int length) = (tag & 7) switch
                {
                    0 => (Varint(ref message), 0),
                    1 => (BinaryPrimitives.ReadInt64LittleEndian(message), 8),
                    2 => (0L, (int)Varint(ref message)),
                    _ => (BinaryPrimitives.ReadInt32LittleEndian(message), 4),
                };
                fields.Add(((int)(tag >> 3), number, message[..length].ToArray()));
                message = message[length..];
            }

            return fields;
        }

        private static long Varint(ref ReadOnlySpan<byte> message)
        {
            long value = 0;
            for (int shift = 0; ; shift += 7)
            {
                byte next = message[0];
                message = message[1..];
                value |= (long)(next & 127) << shift;
                if (next < 128)
                {
                    return value;
                }
            }
        }
    }
}
