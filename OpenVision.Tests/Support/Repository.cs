using System.Diagnostics;

namespace OpenVision.Tests.Support;

/// <summary>The repository that the tests were built in, and its tools.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Runs <c>dotnet</c> in the repository's root.</summary>
    public static (int Exit, string Output, string Error) Dotnet(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "OpenVision.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
