using System.Diagnostics;

namespace OpenVision.Tests.Support;

/// <summary>The repository that the tests were built in, and its tools.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Runs <c>dotnet</c> in the repository's root.</summary>
    public static (int Exit, string Output, string Error) Dotnet(params string[] arguments) => Dotnet(Root, new Dictionary<string, string>(), arguments);

    /// <summary>Runs <c>dotnet</c> in a folder, with variables beside this process's own.</summary>
    public static (int Exit, string Output, string Error) Dotnet(string folder, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in variables)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "OpenVision.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
