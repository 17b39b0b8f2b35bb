using System.Text.Json;
using OpenVision.Cli;

namespace OpenVision.Tests.Cli;

/// <summary>Runs the command line in process and keeps what it wrote.</summary>
internal sealed record CommandLine(int ExitCode, string Output, string Error)
{
    public static CommandLine Run(Catalogue catalogue, params string[] args)
    {
        using StringWriter output = new(), error = new();
        int exitCode = OpenVisionApp.Run(args, catalogue, new Terminal(output, error));
        return new(exitCode, output.ToString(), error.ToString().ReplaceLineEndings("\n"));
    }

    public static CommandLine Run(params string[] args) => Run(DemoCatalogue.Two, args);

    public JsonElement Json()
    {
        using JsonDocument document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }
}
