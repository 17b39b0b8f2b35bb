using OpenVision.Native;
using static TorchSharp.torch;

namespace OpenVision.Tests.Native;

[Collection(Training.AloneCollection.Name)]
public sealed class OneThreadTests : IDisposable
{
    private readonly int threads = get_num_threads();

    public OneThreadTests() => set_num_threads(2);

    public void Dispose() => set_num_threads(threads);

    [Fact]
    public void OperatorsRunOnTheirCallersThreadUntilItIsDisposedOf()
    {
        (int Before, int Within, int After) seen = OnAThreadOfItsOwn(static () =>
        {
            int before = get_num_threads(), within;
            using (OneThread alone = new())
            {
                within = get_num_threads();
            }

            return (before, within, get_num_threads());
        });
        Assert.Equal((2, OperatingSystem.IsLinux() ? 1 : 2, 2), seen);
    }

    [Fact]
    public void OtherThreadsKeepTheirs()
    {
        using OneThread alone = new();
        Assert.Equal(2, OnAThreadOfItsOwn(get_num_threads));
    }

    [Fact]
    public void ThreadsThatCallOperatorsAloneGetNoHelpers()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Assert.Equal(0, Helpers(static () =>
        {
            using OneThread alone = new();
            Convert();
        }));
        Assert.Equal(1, Helpers(Convert));
    }

    private static T OnAThreadOfItsOwn<T>(Func<T> work)
    {
        T made = default!;
        Thread thread = new(() => made = work());
        thread.Start();
        thread.Join();
        return made;
    }

    private static void Convert()
    {
        using Tensor numbers = zeros(1_000_000);
        using Tensor half = numbers.to_type(ScalarType.BFloat16);
    }

    // Helpers are called as the thread that they help.
    private static int Helpers(Action work) => OnAThreadOfItsOwn(() =>
    {
        string name = $"t{Guid.NewGuid():N}"[..12];
        File.WriteAllText("/proc/thread-self/comm", name);
        work();
        return Directory.EnumerateDirectories("/proc/self/task").Count(task => Name(task) == name) - 1;
    });

    private static string? Name(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).TrimEnd();
        }
        catch (IOException)
        {
            return null; // it ended meanwhile
        }
    }
}
