using System.Text.Json;

namespace OpenVision.Scenes;

/// <summary>Writes down what is true of a picture, to be asked about later: the shards' <c>json</c> member.</summary>
/// <remarks>
/// <code>
/// {"objects":[{"shape":"circle","color":"red","size":"big","box":[0.1,0.2,0.4,0.5]}, …],   row by row
///  "phrases":["red circle", …],                                                            one for each object
///  "relations":[[0,"left of",1],[1,"right of",0], …],                                      all that hold; numbers of objects
///  "background":{"pattern":"striped","colors":["white","gray"]},                           one colour where it is plain
///  "light":{"from":"left","brightness":"soft"},"finish":"clear",
///  "word":"cat",                                                                           null without a sign
///  "web_caption":"true"}                                                                   or wrong, useless, empty
/// </code>
/// A box holds left, top, right and bottom as shares of the picture's side.
/// </remarks>
internal static class SceneTruth
{
    /// <summary>The truth about a picture as JSON in UTF-8.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="web">What its web caption is worth.</param>
    public static byte[] Write(Scene scene, WebCaptionKind web)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray("objects");
            foreach (SceneObject item in scene.Objects)
            {
                Write(json, item);
            }

            json.WriteEndArray();
            Write(json, "phrases", scene.Objects.Select(item => item.Phrase));
            json.WriteStartArray("relations");
            foreach (SceneRelation relation in scene.Relations())
            {
                json.WriteStartArray();
                json.WriteNumberValue(relation.Subject);
                json.WriteStringValue(SceneWords.Directions[(int)relation.Direction]);
                json.WriteNumberValue(relation.Other);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteStartObject("background");
            json.WriteString("pattern", SceneWords.Patterns[(int)scene.Background.Pattern]);
            SceneGround[] grounds = [scene.Background.First, scene.Background.Second];
            Write(json, "colors", grounds.Distinct().Select(ground => SceneWords.Grounds[(int)ground]));
            json.WriteEndObject();
            json.WriteStartObject("light");
            json.WriteString("from", SceneWords.Sides[(int)scene.Light.From]);
            json.WriteString("brightness", SceneWords.Brightnesses[(int)scene.Light.Brightness]);
            json.WriteEndObject();
            json.WriteString("finish", SceneWords.Finishes[(int)scene.Finish]);
            json.WriteString("word", scene.Sign?.Word);
            json.WriteString("web_caption", web.ToString().ToLowerInvariant());
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, SceneObject item)
    {
        double half = item.Extent / 2;
        json.WriteStartObject();
        json.WriteString("shape", SceneWords.Shapes[(int)item.Shape]);
        json.WriteString("color", SceneWords.Colors[(int)item.Color]);
        json.WriteString("size", SceneWords.Sizes[(int)item.Size]);
        json.WriteStartArray("box");
        foreach (double edge in (ReadOnlySpan<double>)[item.X - half, item.Y - half, item.X + half, item.Y + half])
        {
            json.WriteNumberValue(Math.Round(edge, 3));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
