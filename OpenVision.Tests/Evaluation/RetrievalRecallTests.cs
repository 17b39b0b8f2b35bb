using System.Text.Json;
using OpenVision.Evaluation;
using static TorchSharp.torch;

namespace OpenVision.Tests.Evaluation;

public class RetrievalRecallTests
{
    [Fact]
    public void RecallsEqualTheReferenceScorersAndNeverPassThemOnTies() =>
        Assert.All(ScorerFixture.Cases("retrieval.json"), item =>
        {
            float[][] rows = item.GetProperty("similarity").Matrix();
            int[] textImages = item.GetProperty("text_image_index").Integers();
            JsonElement expected = item.GetProperty("expected");
            bool ties = item.GetProperty("has_ties").GetBoolean();

            IReadOnlyDictionary<string, double> metrics = Recall(rows, textImages);

            foreach ((string name, double value) in metrics)
            {
                string direction = name.StartsWith("image", StringComparison.Ordinal) ? "img2txt" : "txt2img";
                double reference = expected.GetProperty(direction).GetProperty("recall@" + name[(name.LastIndexOf('r') + 1)..]).GetDouble();
                Assert.True(ties ? value <= reference + 1e-9 : Math.Abs(value - reference) < 1e-9, $"{name}: {value}, reference {reference}");
            }
        });

    [Fact]
    public void RowsOfSimilarityDoNotDependOnTheChunk()
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        Tensor queries = rand(7, 16, ScalarType.Float32);
        Tensor candidates = rand(5, 16, ScalarType.Float32);

        float[] whole = queries.matmul(candidates.t()).contiguous().data<float>().ToArray();

        Assert.Equal(whole, Similarity.Rows(queries, candidates, scoresAtOnce: 11).SelectMany(row => row.ToArray()), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(7, Similarity.Rows(queries, candidates).Count());
    }

    private static IReadOnlyDictionary<string, double> Recall(float[][] rows, int[] textImages)
    {
        int[] images = [.. Enumerable.Range(0, rows.Length)];
        IEnumerable<ReadOnlyMemory<float>> byText = textImages.Select((_, text) => new ReadOnlyMemory<float>([.. rows.Select(row => row[text])]));
        return RetrievalRecall.Metrics(
            RetrievalRecall.RanksOf(rows.Select(row => new ReadOnlyMemory<float>(row)), images, textImages),
            RetrievalRecall.RanksOf(byText, textImages, images));
    }
}
