using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OpenVision.Cli.Progress;
using Spectre.Console;

namespace OpenVision.Cli.Verbs;

/// <summary>What every verb needs.</summary>
/// <param name="Catalogue">What the program declares.</param>
/// <param name="Terminal">Where to write.</param>
/// <param name="Json">The option that asks for JSON.</param>
internal sealed record VerbContext(Catalogue Catalogue, Terminal Terminal, Option<bool> Json)
{
    /// <summary>Whether standard output is to hold one JSON document.</summary>
    /// <param name="result">What was parsed.</param>
    public bool WantsJson(ParseResult result) => result.GetValue(Json);

    /// <summary>The console for what a person reads.</summary>
    /// <param name="result">What was parsed.</param>
    public IAnsiConsole Screen(ParseResult result) => Terminal.Screen(WantsJson(result));

    /// <summary>Prints a JSON document.</summary>
    /// <typeparam name="T">The document's type.</typeparam>
    /// <param name="document">The document.</param>
    /// <param name="type">How it is written.</param>
    public void Print<T>(T document, JsonTypeInfo<T> type) => Terminal.Output.WriteLine(JsonSerializer.Serialize(document, type));

    /// <summary>Does something that takes a while, under Ctrl-C, and shows on standard error how far it is.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="title">What is done.</param>
    /// <param name="work">The work, given what to tell the share that is done, and what stops it.</param>
    public T Work<T>(string title, Func<IProgress<double>, CancellationToken, T> work)
    {
        using Interrupts interrupts = new(Terminal.Error.WriteLine);
        return WorkDisplay.Show(Terminal.Screen(json: true), title, progress => work(progress, interrupts.Token));
    }
}
