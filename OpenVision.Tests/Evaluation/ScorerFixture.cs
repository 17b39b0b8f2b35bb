using System.Text.Json;

namespace OpenVision.Tests.Evaluation;

/// <summary>Reads vectors that the reference implementations' scorers made.</summary>
internal static class ScorerFixture
{
    public static IReadOnlyList<JsonElement> Cases(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "scorers", name)));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(item => item.Clone())];
    }

    public static float[] Floats(this JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetSingle())];

    public static int[] Integers(this JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetInt32())];

    public static float[][] Matrix(this JsonElement rows) => [.. rows.EnumerateArray().Select(Floats)];
}
