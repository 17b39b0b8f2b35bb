using System.IO.Compression;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace OpenVision.Tests.Weights;

public sealed class WeightSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DisposeScope scope = NewDisposeScope();

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("open_clip_model.safetensors")]
    public void FolderWithOneModelIsOpened(string name)
    {
        Write(folder["adapter.safetensors"]);
        Write(folder[name]);
        using WeightSource source = WeightSource.Open(folder.Path);
        Assert.Equal(folder[name], source.Path);
        Assert.Equal("t", Assert.Single(source.Tensors).Key);
    }

    [Fact]
    public void FolderWithSeveralModelsIsRefusedWithTheirNames()
    {
        Write(folder["open_clip_model.safetensors"]);
        Write(folder["model.safetensors"]);
        File.WriteAllText(folder["model.safetensors.index.json"], "{}");
        Assert.Contains(
            "several sets of weights: model.safetensors, model.safetensors.index.json, open_clip_model.safetensors; name one of these files.",
            Refusal(folder.Path),
            StringComparison.Ordinal);
    }

    [Fact]
    public void FolderWithoutWeightsIsRefusedWithWhatIsLookedFor() =>
        Assert.Contains(
            "holds none of model.safetensors, open_clip_model.safetensors and *.safetensors.index.json",
            Refusal(folder.Path),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("open_clip_pytorch_model.bin")]
    [InlineData("model.pt")]
    [InlineData("model.PTH")]
    public void PickleIsRefusedByItsNameWithTheFileToUseInstead(string name)
    {
        File.WriteAllBytes(folder[name], [0]);
        Assert.Contains("Download model.safetensors or open_clip_model.safetensors of the same model", Refusal(folder[name]), StringComparison.Ordinal);
        Assert.Contains(folder[name], Refusal(folder.Path), StringComparison.Ordinal);
        Write(folder["open_clip_model.safetensors"]);
        Assert.Contains($"Python pickle, which can run any code when it is read, so it is not read. Name {folder["open_clip_model.safetensors"]} instead.", Refusal(folder[name]), StringComparison.Ordinal);
    }

    [Fact]
    public void PickleIsRefusedByItsFirstBytesWhateverItsName()
    {
        File.WriteAllBytes(folder["x.safetensors"], [0x80, 2, (byte)'}', (byte)'q', 0, .. new byte[20]]);
        Assert.Contains("Python pickle", Refusal(folder["x.safetensors"]), StringComparison.Ordinal);
    }

    [Fact]
    public void ZipFileWithAPickleIsRefused()
    {
        using (FileStream stream = File.Create(folder["x.npz"]))
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create))
        {
            archive.CreateEntry("archive/data.pkl");
        }

        Assert.Contains("Python pickle", Refusal(folder["x.npz"]), StringComparison.Ordinal);
    }

    /// <summary>A header's length is the first thing in a file, and may be the bytes that another format begins with.</summary>
    [Theory]
    [InlineData(0x0280)] // a pickle's 80 02
    [InlineData(0x10380)] // 80 03 01
    [InlineData(0x4B50)] // a zip file's PK
    public void SafetensorsThatBeginAsAnotherFormatDoesAreRead(int headerLength)
    {
        string header = """{"t":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""";
        File.WriteAllBytes(folder["x"], [.. BitConverter.GetBytes((ulong)headerLength), .. System.Text.Encoding.UTF8.GetBytes(header.PadRight(headerLength)), 7]);
        using WeightSource source = WeightSource.Open(folder["x"]);
        Assert.Equal(7, source.Read("t").item<byte>());
    }

    [Fact]
    public void TensorsLargerThanTheBufferAreConvertedIntoAnyStrides()
    {
        const int Rows = 3, Columns = (1 << 18) + 5; // a row is more than one part
        Tensor written = arange(Rows * Columns).remainder(251).reshape(Rows, Columns).to_type(ScalarType.BFloat16);
        Tensor tall = written.t().contiguous(); // a part is many rows
        Safetensors.Write(folder["x"], new Dictionary<string, Tensor> { ["wide"] = written, ["tall"] = tall });
        using WeightSource source = WeightSource.Open(folder["x"]);
        Tensor straight = zeros(Rows, Columns), turned = zeros(Columns, Rows).t(), sliced = zeros(Columns, Rows * 2);
        Tensor half = sliced.narrow(1, Rows, Rows);
        source.CopyAll([("wide", straight), ("wide", turned), ("tall", half)]);
        Assert.True(straight.equal(written).all().item<bool>());
        Assert.True(turned.equal(written).all().item<bool>());
        Assert.True(half.equal(tall).all().item<bool>());
        Assert.Equal(0f, sliced.narrow(1, 0, Rows).abs().max().item<float>());
    }

    [Fact]
    public void FailureOfOneOfManyIsReportedAsItself()
    {
        Write(folder["x.safetensors"]);
        using WeightSource source = WeightSource.Open(folder["x.safetensors"]);
        OpenVisionException e = Assert.Throws<OpenVisionException>(() => source.CopyAll([("t", zeros(1)), ("t", zeros(2))]));
        Assert.Contains("tensor 't' has shape [1]; expected [2]", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FileThatShrinksWhileItIsOpenIsAnErrorAndNoCrash()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // there nobody can shrink a file that is open
        }

        Safetensors.Write(folder["x"], new Dictionary<string, Tensor> { ["t"] = ones(1 << 20) });
        using WeightSource source = WeightSource.Open(folder["x"]);
        using (FileStream stream = File.Open(folder["x"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            stream.SetLength(1 << 20);
        }

        OpenVisionException e = Assert.Throws<OpenVisionException>(() => source.Read("t"));
        Assert.Contains("end at byte 1,048,576 while they are read", e.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private static void Write(string path) => Safetensors.Write(path, new Dictionary<string, Tensor> { ["t"] = ones(1) });

    private static string Refusal(string path) => Assert.Throws<OpenVisionException>(() => WeightSource.Open(path)).Message;
}
