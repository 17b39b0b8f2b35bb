using System.CommandLine;
using OpenVision.Cli;

namespace OpenVision.Tests.Cli;

public class VerbsTests
{
    /// <summary>Scripts depend on every line: add lines, never change or remove one.</summary>
    private const string Frozen =
        """
         --help --json --verbose --version
        caption MODEL --help --input --prompt --vocab --weights
        chat MODEL --help --image --max-new-tokens --precision --prompt --seed --temperature --template --tokenizer --top-p --video --vision-weights --weights
        compare NAME --help --out
        convert MODEL --check --from --header --help --layout --to
        data --help
        data import --help
        data import fashion-mnist SOURCE --help --out --seed
        data import idx --classes --help --images --labels --max-samples --name --out --samples-per-shard --seed
        data inspect SHARDS --help --synthetic-caption --web-caption
        data make RECIPE --help
        data pack IMAGES --captions --file-field --help --name --out --samples-per-shard --synthetic-caption --synthetic-field --web-caption --web-field
        describe NAME --code --help
        diff A B --help
        encode MODEL --features-only --help --input --output --weights
        export MODEL --format --help --output --weights
        list --help
        retrieve MODEL --caption --help --input --vocab --weights
        train RECIPE --batch-size --data --device --help --keep-last --max-steps --out --precision --resume --seed --stage
        verify RUN --anyway --data --help --steps
        zeroshot MODEL --classes --help --input --label --templates --vocab --weights
        """;

    [Fact]
    public void VerbsAndOptionsAreFrozen()
    {
        RootCommand root = CommandTree.Build(DemoCatalogue.Two, new Terminal(TextWriter.Null, TextWriter.Null));

        Assert.Equal(Frozen.ReplaceLineEndings("\n").Split('\n'), Lines(root, "").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryVerbAndOptionIsExplained()
    {
        static IEnumerable<Symbol> Symbols(Command command) =>
            [command, .. command.Arguments, .. command.Options, .. command.Subcommands.SelectMany(Symbols)];

        Assert.All(
            Symbols(CommandTree.Build(DemoCatalogue.Two, new Terminal(TextWriter.Null, TextWriter.Null))),
            symbol => Assert.False(string.IsNullOrWhiteSpace(symbol.Description), $"{symbol.Name} has no description."));
    }

    private static IEnumerable<string> Lines(Command command, string path)
    {
        IEnumerable<string> words = [.. command.Arguments.Select(argument => argument.Name), .. command.Options.Select(option => option.Name).Append("--help").Distinct().Order(StringComparer.Ordinal)];
        return command.Subcommands.SelectMany(verb => Lines(verb, $"{path} {verb.Name}".Trim())).Append($"{path} {string.Join(' ', words)}");
    }
}
