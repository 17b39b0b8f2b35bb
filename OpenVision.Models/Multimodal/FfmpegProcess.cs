using System.Diagnostics;
using System.Text;
using OpenVision.Data;
using OpenVision.Data.Images;

namespace OpenVision.Multimodal;

/// <summary>A run of ffmpeg or ffprobe: no shell, a deadline, and bounded output. Disposing of it ends the process.</summary>
internal sealed class FfmpegProcess : IDisposable
{
    private const int MostText = 64 << 10;

    private readonly Process process;
    private readonly string program;
    private readonly Timer deadline;
    private readonly Task<string> errors;
    private volatile bool expired;

    private FfmpegProcess(Process process, string program, TimeSpan time)
    {
        (this.process, this.program) = (process, program);
        errors = ReadAsync(process.StandardError);
        deadline = new(_ => Expire(), null, time, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What it writes.</summary>
    public Stream Output => process.StandardOutput.BaseStream;

    /// <summary>Where a program is installed.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="search">The folders to look in, as <c>PATH</c> lists them. Default: <c>PATH</c>.</param>
    /// <exception cref="OpenVisionException">It is in none of them.</exception>
    public static string Find(string program, string? search = null)
    {
        string file = OperatingSystem.IsWindows() ? program + ".exe" : program;

        // An empty or relative entry would run what lies in the working folder.
        return (search ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists)
            ?? throw new OpenVisionException($"Video files are decoded by ffmpeg, and {program} is in no folder of PATH. Install ffmpeg, or name a folder or a shard of frames.");
    }

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its file.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="time">How long it may run.</param>
    /// <exception cref="OpenVisionException">It cannot be started.</exception>
    public static FfmpegProcess Start(string program, IEnumerable<string> arguments, TimeSpan time)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            Process process = Process.Start(start)!;
            process.StandardInput.Close();
            return new(process, program, time);
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or IOException)
        {
            throw new OpenVisionException($"{program} cannot be started: {error.Message}", error);
        }
    }

    /// <summary>All that it writes, as text; what is too long for a description of a file is cut.</summary>
    public string ReadText()
    {
        byte[] buffer = new byte[MostText];
        int count = Output.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(buffer, 0, count);
    }

    /// <summary>Why the output is not what was expected: the program's own words.</summary>
    /// <param name="expected">What was expected.</param>
    public SampleFault Fault(string expected)
    {
        End();
        string words = errors.Result.Trim();
        return new(SkipReason.DamagedImage, expired
            ? $"Reading the video took too long; {Path.GetFileNameWithoutExtension(program)} was ended."
            : $"{Path.GetFileNameWithoutExtension(program)} found not {expected} in the file{(words.Length > 0 ? ": " + MemberName.Shown(words) : "")}.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        deadline.Dispose();
        End();
        process.Dispose();
    }

    // Only its first words are kept, but all are read: a full pipe would stop it.
    private static async Task<string> ReadAsync(StreamReader reader)
    {
        StringBuilder text = new();
        char[] buffer = new char[1024];
        try
        {
            while (await reader.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var count)
            {
                text.Append(buffer, 0, Math.Min(count, buffer.Length - Math.Min(text.Length, buffer.Length)));
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The process was ended.
        }

        return text.ToString();
    }

    private void Expire()
    {
        expired = true;
        End();
    }

    private void End()
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended by itself meanwhile.
        }
    }
}
