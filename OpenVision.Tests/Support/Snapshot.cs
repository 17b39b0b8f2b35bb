using System.Runtime.CompilerServices;

namespace OpenVision.Tests.Support;

/// <summary>
/// Compares text with a file under <c>Snapshots/</c>, named as Verify names it: <c>Class.Case#Name.verified.cs</c>. With
/// <c>UPDATE_SNAPSHOTS=1</c> the file is written instead; on a difference the text is left beside it as <c>.received.</c>.
/// </summary>
internal static class Snapshot
{
    /// <summary>Compares a generated file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="name">Its name, ending in <c>.cs</c>.</param>
    /// <param name="path">The test's file, which is its class.</param>
    /// <param name="member">The test.</param>
    public static void Match(string text, string name, [CallerFilePath] string path = "", [CallerMemberName] string member = "")
    {
        string stem = Path.Combine(Repository.Root, "OpenVision.Tests", "Snapshots", $"{Path.GetFileNameWithoutExtension(path)}.{member}#{name[..^3]}");
        string verified = $"{stem}.verified.cs";
        string received = $"{stem}.received.cs";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(verified, text);
        }

        string expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"{Path.GetFileName(verified)} differs from what is generated now. Compare it with {Path.GetFileName(received)} "
            + "beside it; where the change is meant, run the test with UPDATE_SNAPSHOTS=1.");
    }
}
