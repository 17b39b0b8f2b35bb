// How long a model of H/14's size takes to load, against the time to read its file, and how much memory it needs.
//
//   dotnet run benchmarks/load-weights.cs -- make FILE     writes 632 million random parameters, float32, 2.5 GB
//   dotnet run benchmarks/load-weights.cs -- load FILE     reads the file, then loads it and encodes an image

#:property AllowUnsafeBlocks=true

using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using OpenVision.Layers;
using OpenVision.Weights;
using TorchSharp;
using static TorchSharp.torch;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is not [("make" or "load") and var what, var file])
{
    Console.Error.WriteLine("error: name what to do and a file: make FILE, or load FILE.");
    return 2;
}

ModelSpec model = new() { Name = nameof(HugeEncoder), Vision = HugeEncoder.Definition };
if (what == "make")
{
    using ParameterStore store = new(ParameterCount.Of(model.Parameters()), GraphSettings.Inference);
    _ = new HugeEncoder(store.Root["visual"]);
    ModelWeights.Save(model, store, file, new Dictionary<string, string>());
    Console.WriteLine($"{new FileInfo(file).Length:N0} bytes in {file}");
    return 0;
}

using Tensor image = zeros(1, 3, HugeEncoder.Resolution, HugeEncoder.Resolution);
long weights = new FileInfo(file).Length, before = Peak();
double read = Seconds(() => Read(file, weights));
using ParameterStore loaded = new(ParameterCount.Of(model.Parameters()), GraphSettings.Loading);
HugeEncoder? encoder = null;
double load = Seconds(() =>
{
    encoder = new HugeEncoder(loaded.Root["visual"]);
    ModelWeights.Load(model, loaded, file, ignoreOthers: false);
});
double encode = Seconds(() =>
{
    using IDisposable noGrad = no_grad();
    using DisposeScope scope = NewDisposeScope();
    _ = encoder!.Forward(image).Embedding.sum().item<float>();
});
Console.WriteLine($"reading the file   {read:F2} s  ({weights / read / 1e9:F2} GB/s)");
Console.WriteLine($"loading the model  {load:F2} s  {load / read:F2} x");
Console.WriteLine($"first image        {encode:F2} s");
Console.WriteLine($"peak memory        {Peak() / 1e9:F2} GB  {(double)Peak() / weights:F2} x the weights ({before / 1e9:F2} GB before)");
return 0;

static double Seconds(Action action)
{
    long start = Stopwatch.GetTimestamp();
    action();
    return Stopwatch.GetElapsedTime(start).TotalSeconds;
}

// Into memory that holds all of it, as whoever uses it needs; freed before the model is loaded.
static unsafe void Read(string file, long length)
{
    byte* memory = (byte*)NativeMemory.Alloc((nuint)length);
    using SafeFileHandle handle = File.OpenHandle(file, options: FileOptions.SequentialScan);
    for (long at = 0; at < length;)
    {
        at += RandomAccess.Read(handle, new Span<byte>(memory + at, (int)Math.Min(length - at, 8 << 20)), at);
    }

    NativeMemory.Free(memory);
}

// The most memory that the process has held at once, as Linux counts it.
static long Peak() => 1024 * long.Parse(
    File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
    CultureInfo.InvariantCulture);

[VisionModel(Variant.H, Patch = 14, Resolution = 224)]
public sealed partial class HugeEncoder;
