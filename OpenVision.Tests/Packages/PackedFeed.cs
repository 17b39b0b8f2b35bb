using OpenVision.Tests.Support;

namespace OpenVision.Tests.Packages;

/// <summary>Tests that share one feed of packages.</summary>
[CollectionDefinition(Name)]
public sealed class PackagesCollection : ICollectionFixture<PackedFeed>
{
    public const string Name = "packages";
}

/// <summary>
/// The repository's packages in a feed, and a place where they are used: with no other feed and no package of ours restored before.
/// What they depend on is where the repository's own restore has put it.
/// </summary>
public sealed class PackedFeed : IDisposable
{
    /// <summary>A version that no feed of the machine has.</summary>
    public const string Version = "0.1.0.1";

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> variables;

    public PackedFeed()
    {
        variables = new()
        {
            ["NUGET_PACKAGES"] = folder["packages"],
            ["NUGET_FALLBACK_PACKAGES"] = Restored(),
            ["DOTNET_CLI_HOME"] = folder["home"],
            ["XDG_DATA_HOME"] = folder["home"],
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
            ["MSBUILDDISABLENODEREUSE"] = "1",
        };
        File.WriteAllText(folder["nuget.config"], """
            <configuration>
              <packageSources>
                <clear />
                <add key="feed" value="feed" />
              </packageSources>
            </configuration>
            """);
        Pack(Folder);
    }

    /// <summary>The folder of the packages.</summary>
    public string Folder => folder["feed"];

    // The tests that run meanwhile are linked to the libraries of the build that they are from.
    private static string Apart => $"-p:ArtifactsPath={Path.Combine(Repository.Root, "artifacts", "packages")}";

    /// <summary>Packs the repository.</summary>
    /// <param name="target">The folder for the packages.</param>
    /// <param name="more">Further arguments.</param>
    public static void Pack(string target, params string[] more) =>
        Maintain(["pack", "OpenVision.sln", "-c", "Release", "-o", target, $"-p:PackageVersion={Version}", Apart, .. more]);

    /// <summary>Compiles the attributes, the generators and the code fixes once more, each by a compiler that has just started.</summary>
    public static void CompileAgain() =>
        Maintain("build", "OpenVision.Dsl", "-c", "Release", "--no-restore", "--no-incremental", "-p:UseSharedCompilation=false", Apart);

    /// <summary>The place of a file of a consumer.</summary>
    public string this[string name] => folder[name];

    /// <summary>Writes a file of a consumer.</summary>
    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
        File.WriteAllText(folder[name], text);
    }

    /// <summary>Runs <c>dotnet</c> as a consumer does.</summary>
    /// <param name="place">The folder below the consumers' place; <c>"."</c> is the place itself.</param>
    /// <param name="arguments">The arguments.</param>
    public (int Exit, string Output, string Error) Dotnet(string place, params string[] arguments) =>
        Repository.Dotnet(folder[place], variables, arguments);

    /// <summary>The same, which has to succeed.</summary>
    /// <returns>What it printed on standard output.</returns>
    public string Succeed(string place, params string[] arguments)
    {
        (int exit, string output, string error) = Dotnet(place, arguments);
        Assert.True(exit == 0, error + output);
        return output;
    }

    public void Dispose() => folder.Dispose();

    // Where the repository's own restore, without which there would be no test, has put what the packages depend on.
    private static string Restored() => Maintain("nuget", "locals", "global-packages", "--list").Split(": ", 2)[1].Trim();

    private static string Maintain(params string[] arguments)
    {
        Dictionary<string, string> quiet = new() { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en" };
        (int exit, string output, string error) = Repository.Dotnet(Repository.Root, quiet, arguments);
        Assert.True(exit == 0, error + output);
        return output;
    }
}
