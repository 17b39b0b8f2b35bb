using System.Globalization;
using OpenVision.Data;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OpenVision.Conversations;

/// <summary>An entry of a mixture.</summary>
/// <param name="Path">The file of conversations.</param>
/// <param name="Sampling">Which of its records are taken.</param>
/// <param name="Weight">How often each is seen in a pass.</param>
internal sealed record MixtureEntry(string Path, Sampling Sampling, double Weight);

/// <summary>
/// Reads a mixture (multimodal.md, section 5.2): a <c>.yaml</c> file with a list <c>datasets</c> of <c>json_path</c>, <c>sampling_strategy</c> (default
/// <c>all</c>) and, of our own, <c>weight</c> (default 1). Files lie below the mixture's folder.
/// </summary>
internal static class Mixture
{
    private const int MostBytes = 4 << 20, MostEntries = 10_000, MostNested = 32;
    private const double MostWeight = 1000;

    /// <summary>Reads a mixture.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OpenVisionException">It is missing, is no mixture, or names files outside its folder.</exception>
    public static IReadOnlyList<MixtureEntry> Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
            {
                throw new OpenVisionException($"{path}: a mixture of more than {MostBytes >> 20} MiB is not read. Split it.");
            }

            using StreamReader text = new(path);
            List<MixtureEntry> entries = Read(new Parser(text), path);
            return entries.Count > 0 ? entries : throw new OpenVisionException($"{path} has no list 'datasets' with an entry.");
        }
        catch (YamlException e)
        {
            throw new OpenVisionException($"{path}: line {e.Start.Line} is not YAML as mixtures are written in: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenVisionException($"The mixture '{path}' cannot be read: {e.Message}", e);
        }
    }

    // By the reader of events: what a stranger nests does not nest calls here, and an alias stands for nothing.
    private static List<MixtureEntry> Read(Parser parser, string path)
    {
        List<MixtureEntry> entries = [];
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (parser.Consume<Scalar>().Value != "datasets")
            {
                Skip(parser);
                continue;
            }

            parser.Consume<SequenceStart>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                entries.Add(entries.Count < MostEntries
                    ? ReadEntry(parser, path, $"{path}: datasets[{entries.Count}]")
                    : throw new OpenVisionException($"{path} has more than {MostEntries} entries. Split it."));
            }
        }

        return entries;
    }

    private static MixtureEntry ReadEntry(Parser parser, string path, string place)
    {
        string? file = null;
        Sampling sampling = default;
        double weight = 1;
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            switch (parser.Consume<Scalar>().Value)
            {
                case "json_path":
                    file = parser.Consume<Scalar>().Value;
                    break;
                case "sampling_strategy":
                    sampling = Sampling.Parse(parser.Consume<Scalar>().Value, $"{place}.sampling_strategy");
                    break;
                case "weight":
                    string text = parser.Consume<Scalar>().Value;
                    weight = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double read) && read is > 0 and <= MostWeight
                        ? read
                        : throw new OpenVisionException($"{place}.weight is '{text}'; a weight is a number above 0, at most {MostWeight}.");
                    break;
                default:
                    Skip(parser);
                    break;
            }
        }

        return file is null ? throw new OpenVisionException($"{place} has no json_path.")
            : MemberName.IsSafe(file) ? new(Path.Combine(Path.GetDirectoryName(path) ?? "", file), sampling, weight)
            : throw new OpenVisionException($"{place}.json_path is '{MemberName.Shown(file)}'; files of a mixture lie below its folder: write the path from there, without '..' and without a root.");
    }

    // The reader's time grows with the square of the depth.
    private static void Skip(Parser parser)
    {
        int depth = 0;
        do
        {
            depth += parser.Consume<ParsingEvent>() switch
            {
                MappingStart or SequenceStart => 1,
                MappingEnd or SequenceEnd => -1,
                _ => 0,
            };
        }
        while (depth is > 0 and <= MostNested);
        if (depth > MostNested)
        {
            throw new YamlException(parser.Current?.Start ?? default, parser.Current?.End ?? default, $"values are nested more than {MostNested} deep.");
        }
    }
}
