using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace OpenVision.Cli;

/// <summary>Prints OpenVision's version; the parser's own option would print the recipe program's.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        Assembly assembly = typeof(VersionAction).Assembly;
        string version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? $"{assembly.GetName().Version}";
        parseResult.InvocationConfiguration.Output.WriteLine($"OpenVision {version.Split('+')[0]}");
        return OpenVisionApp.Done;
    }
}
