using System.CommandLine;
using System.CommandLine.Parsing;

namespace OpenVision.Cli;

/// <summary>Turns what the parser found wrong into sentences in the user's words.</summary>
internal static class UsageCheck
{
    /// <summary>Throws where the command line means nothing.</summary>
    /// <param name="result">What was parsed.</param>
    /// <exception cref="UsageException">It means nothing.</exception>
    public static void Verify(ParseResult result)
    {
        Command command = result.CommandResult.Command;
        // The parser takes an option it does not know for an argument where the command has one.
        string? unknown = command.Arguments.SelectMany(argument => result.GetResult(argument)?.Tokens ?? [])
            .Select(token => token.Value)
            .Where(value => value.StartsWith("--", StringComparison.Ordinal))
            .Concat(result.UnmatchedTokens)
            .FirstOrDefault();
        if (unknown is not null)
        {
            throw Unmatched(command, unknown);
        }

        if (command.Action is null)
        {
            throw new UsageException($"{command.Name} needs a verb of its own.", hint: Verbs(command));
        }

        foreach (ParseError error in result.Errors)
        {
            if (Faulty(error) is { } fault)
            {
                throw fault;
            }
        }

        string[] missing =
        [
            .. command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0 && result.GetResult(argument) is not { Tokens.Count: > 0 })
                .Select(argument => argument.Name),
            .. command.Options.Where(option => option.Required && result.GetResult(option)?.IdentifierToken is null)
                .Select(option => option.Name),
        ];
        if (missing.Length > 0)
        {
            throw new UsageException($"{command.Name} needs {Sentence.List(missing, "and")}.", hint: $"'{command.Name} --help' explains them.");
        }

        if (result.Errors.Count > 0)
        {
            throw new UsageException(result.Errors[0].Message);
        }
    }

    private static UsageException Unmatched(Command command, string token)
    {
        string where = command is RootCommand ? "this program" : command.Name;
        if (token.StartsWith('-'))
        {
            string[] options = [.. Options(command)];
            string name = token.Split('=')[0];
            return new($"{where} has no option '{name}'.", token, NearestName.Hint(name, "options", options));
        }

        return command.Subcommands.Count > 0
            ? new($"{where} has no verb '{token}'.", token, NearestName.Of(token, command.Subcommands.Select(verb => verb.Name)) is { } verb ? $"Did you mean '{verb}'?" : Verbs(command))
            : new($"{where} does not know what to do with '{token}'.", token, $"'{command.Name} --help' lists what it takes.");
    }

    private static UsageException? Faulty(ParseError error)
    {
        if (error.SymbolResult is ArgumentResult { Parent: OptionResult parent })
        {
            return new(error.Message, Typed(parent));
        }

        return error.SymbolResult switch
        {
            OptionResult { IdentifierToken: null } => null,
            OptionResult option when option.Tokens.Count == 0 => new($"{option.Option.Name} needs a value.", option.IdentifierToken?.Value),
            OptionResult option when option.IdentifierTokenCount > 1 => new($"{option.Option.Name} is given more than once.", option.IdentifierToken?.Value),
            OptionResult option => new(error.Message, Typed(option)),
            _ => null,
        };
    }

    private static string? Typed(OptionResult option) => option.Tokens.Count > 0 ? option.Tokens[^1].Value : option.IdentifierToken?.Value;

    private static string Verbs(Command command) => $"The verbs are {Sentence.List([.. command.Subcommands.Select(verb => verb.Name)], "and")}.";

    private static IEnumerable<string> Options(Command command) =>
        command.Options.Select(option => option.Name)
            .Concat(Above(command).SelectMany(parent => parent.Options.Where(option => option.Recursive).Select(option => option.Name)))
            .Distinct();

    private static IEnumerable<Command> Above(Command command) =>
        command.Parents.OfType<Command>().SelectMany(parent => Above(parent).Prepend(parent));
}
