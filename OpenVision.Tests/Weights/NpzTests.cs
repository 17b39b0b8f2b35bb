using System.IO.Compression;
using System.Text;
using OpenVision.Numerics;
using OpenVision.Tests.Support;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Weights;

public sealed class NpzTests : IDisposable
{
    private const int FuzzCases = 5_000;

    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    /// <summary>Archives that numpy 1.24 wrote: every format holds 0 to 11, halved where it has fractions, as [3, 4].</summary>
    [Theory]
    [InlineData("numpy-stored.npz")]
    [InlineData("numpy-deflated.npz")]
    public void WhatNumpyWroteIsRead(string file)
    {
        using WeightSource source = WeightSource.Open(Fixture.PathOf(file));
        Tensor halves = arange(12).to_type(ScalarType.Float32).reshape(3, 4) * 0.5, whole = arange(12).reshape(3, 4);
        (string Name, ScalarType Type, Tensor Values)[] expected =
        [
            ("params/img/f4/kernel", ScalarType.Float32, halves),
            ("params/img/f2/kernel", ScalarType.Float16, halves),
            ("params/img/f8/kernel", ScalarType.Float64, halves),
            ("params/img/bf16/kernel", ScalarType.BFloat16, halves),
            ("params/img/fortran/kernel", ScalarType.Float32, halves),
            ("params/cube", ScalarType.Int32, arange(24).reshape(2, 3, 4)),
            ("i4", ScalarType.Int32, whole),
            ("i8", ScalarType.Int64, whole),
            ("u1", ScalarType.Byte, whole),
            ("b1", ScalarType.Bool, whole.remainder(2)),
            ("params/t", ScalarType.Float32, tensor(2.5f)),
            ("empty", ScalarType.Float32, zeros(0, 4)),
            ("bias", ScalarType.Float32, arange(3)),
        ];
        Assert.Equal(expected.Select(one => one.Name).Order(), source.Tensors.Keys.Order());
        Assert.All(expected, one =>
        {
            Tensor read = source.Read(one.Name);
            Assert.Equal(one.Type, read.dtype);
            Assert.Equal(one.Values.shape, read.shape);
            Assert.True(read.to_type(ScalarType.Float64).equal(one.Values.to_type(ScalarType.Float64)).all().item<bool>(), one.Name);
        });
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void WhatIsWrittenComesBackAndIsTheSameBytes(CompressionLevel level)
    {
        Dictionary<string, Tensor> tensors = new()
        {
            ["params/img/kernel"] = rand(5, 7),
            ["params/half"] = rand(3).to_type(ScalarType.BFloat16),
            ["scalar"] = tensor(2.5f),
            ["empty"] = zeros(0, 4, ScalarType.Int64),
            ["cube"] = arange(24).reshape(2, 3, 4).permute(2, 0, 1),
        };
        Npz.Write(folder["x.npz"], tensors, level);
        Npz.Write(folder["y.npz"], tensors.Reverse().ToDictionary(), level);
        Assert.Equal(File.ReadAllBytes(folder["x.npz"]), File.ReadAllBytes(folder["y.npz"]));
        using WeightSource source = WeightSource.Open(folder["x.npz"]);
        IReadOnlyDictionary<string, Tensor> read = source.ReadAll();
        Assert.Equal(tensors.Keys.Order(), read.Keys.Order());
        Assert.All(read, pair => Assert.True(pair.Value.dtype == tensors[pair.Key].dtype && pair.Value.equal(tensors[pair.Key]).all().item<bool>()));
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 1)]
    [InlineData("""{"shape":(2),"fortran_order":True,"descr":"<f4"}""", 2)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }   \n", 3)]
    public void EveryVersionOfTheHeaderIsRead(string header, byte version)
    {
        WriteMember("t.npy", Array(header, 8, version));
        using WeightSource source = WeightSource.Open(folder["x.npz"]);
        Assert.Equal([2L], source.Tensors["t"].Shape);
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", 8, "'|O', a pickle of Python objects, which is never read")]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", 4, "number format '>f4'; the known ones are <f4, <f2")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", 4, "no dictionary of exactly descr, fortran_order and shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 4, "takes 8 bytes after its header")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 12, "takes 8 bytes after its header")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", 0, "more bytes than a 64-bit number counts")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 4294967296, 4294967296), }", 0, "more bytes than a 64-bit number counts")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", 0, "no dictionary of exactly")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", 0, "no dictionary of exactly")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'shape': (1,), }", 4, "no dictionary of exactly")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", 4, "no dictionary of exactly")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), } x", 4, "no dictionary of exactly")]
    [InlineData("__import__('os')", 4, "no dictionary of exactly")]
    public void BrokenArrayIsRefusedWithTheRule(string header, int dataLength, string rule)
    {
        WriteMember("t.npy", Array(header, dataLength));
        Assert.Contains("member 't.npy'", Refusal(), StringComparison.Ordinal);
        Assert.Contains(rule, Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void MemberThatIsNoArrayIsRefused()
    {
        WriteMember("t.txt", [1]);
        Assert.Contains("member 't.txt' is no .npy file", Refusal(), StringComparison.Ordinal);
        WriteMember("t.npy", [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        Assert.Contains("does not begin with \\x93NUMPY", Refusal(), StringComparison.Ordinal);
        WriteMember("t.npy", [0x93, .. "NUMPY"u8, 2, 0, 0xff, 0xff, 0xff, 0x7f]);
        Assert.Contains("at most 10000 are read", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void TwoMembersOfOneNameAreRefused()
    {
        byte[] array = Array("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", 4);
        WriteMembers(("t.npy", array), ("t.npy", array));
        Assert.Contains("two members 't.npy'", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void SizeThatCannotHaveBeenPackedIsRefusedBeforeItIsAllocated()
    {
        byte[] array = Array("{'descr': '|u1', 'fortran_order': False, 'shape': (2147480000,), }", 0);
        WriteMember("t.npy", array);
        byte[] file = File.ReadAllBytes(folder["x.npz"]);
        int directory = file.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.GetBytes(2147480000u + (uint)array.Length).CopyTo(file, directory + 24); // the uncompressed size
        File.WriteAllBytes(folder["x.npz"], file);
        Assert.Contains("more than can be packed", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void ValueThatChangedOnTheDiskIsNoticed()
    {
        Npz.Write(folder["x.npz"], new Dictionary<string, Tensor> { ["t"] = full(3, 0.5f) });
        byte[] file = File.ReadAllBytes(folder["x.npz"]);
        file[file.AsSpan().IndexOf(BitConverter.GetBytes(0.5f))] ^= 1;
        File.WriteAllBytes(folder["x.npz"], file);
        using WeightSource source = WeightSource.Open(folder["x.npz"]);
        OpenVisionException e = Assert.Throws<OpenVisionException>(() => source.Read("t"));
        Assert.Contains("member 't.npy' cannot be read (its bytes do not give its checksum)", e.Message, StringComparison.Ordinal);
    }

    /// <summary>The check value that catalogues of checksums give.</summary>
    [Fact]
    public void ChecksumIsThatOfZipFiles()
    {
        Assert.Equal(0xCBF43926, Crc32.Append(0, "123456789"u8));
        Assert.Equal(0xCBF43926, Crc32.Append(Crc32.Append(0, "1234"u8), "56789"u8));
    }

    /// <summary>Whatever an archive's bytes are, it is refused with our error or its tensors are the ones that were written.</summary>
    [Theory]
    [InlineData("numpy-stored.npz")]
    [InlineData("numpy-deflated.npz")]
    public void MutatedArchiveIsRefusedOrReadAsItWas(string file)
    {
        byte[] sound = File.ReadAllBytes(Fixture.PathOf(file));
        byte[][] fragments = ["PK\u0001\u0002"u8.ToArray(), "PK\u0003\u0004"u8.ToArray(), "'shape': (9, "u8.ToArray(), [0xff, 0xff, 0xff, 0xff], [0, 0, 0, 0]];
        Draw draw = new(seed: 3);
        using NpzFile whole = NpzFile.Open("x", new MemoryStream(sound));
        IReadOnlyDictionary<string, Tensor> written = whole.ReadAll();
        int read = 0;
        for (int i = 0; i < FuzzCases; i++)
        {
            byte[] mutated = FileMutation.Of(sound, fragments, ref draw);
            using DisposeScope inner = NewDisposeScope();
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using NpzFile archive = NpzFile.Open("x", new MemoryStream(mutated));
                Assert.All(archive.Tensors.Values, entry => Assert.InRange(entry.Length, 0, 1032L * mutated.Length));
                Assert.All(archive.ReadAll(), pair => Assert.True(!written.TryGetValue(pair.Key, out Tensor? same) || pair.Value.equal(same).all().item<bool>()));
                read++;
            }
            catch (OpenVisionException e)
            {
                Assert.StartsWith("x", e.Message, StringComparison.Ordinal);
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }

        Assert.InRange(read, FuzzCases / 100, FuzzCases * 3 / 4);
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private static byte[] Array(string header, int dataLength, byte version = 1)
    {
        byte[] text = Encoding.ASCII.GetBytes(header);
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. new byte[dataLength]];
    }

    private void WriteMember(string name, byte[] bytes) => WriteMembers((name, bytes));

    private void WriteMembers(params (string Name, byte[] Bytes)[] members)
    {
        using FileStream stream = File.Create(folder["x.npz"]);
        using ZipArchive archive = new(stream, ZipArchiveMode.Create);
        foreach ((string name, byte[] bytes) in members)
        {
            using Stream data = archive.CreateEntry(name).Open();
            data.Write(bytes);
        }
    }

    private string Refusal()
    {
        string message = Assert.Throws<OpenVisionException>(() => WeightSource.Open(folder["x.npz"])).Message;
        Assert.StartsWith(folder["x.npz"], message, StringComparison.Ordinal);
        return message;
    }
}
