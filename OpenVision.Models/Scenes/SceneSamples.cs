using System.Globalization;
using System.Text;
using OpenVision.Numerics;

namespace OpenVision.Scenes;

/// <summary>One picture with its texts and its truth, before it is painted.</summary>
/// <param name="Key">Its name in the shard.</param>
/// <param name="Scene">What is to be seen.</param>
/// <param name="Synthetic">The full caption.</param>
/// <param name="Web">The web caption.</param>
/// <param name="PaintSeed">The seed of the painting.</param>
internal sealed record SceneSample(string Key, Scene Scene, string Synthetic, WebCaption Web, ulong PaintSeed)
{
    /// <summary>The members of the sample in a shard.</summary>
    /// <param name="renderer">Paints the picture.</param>
    /// <param name="labelled">Whether the class of the first object is a member too.</param>
    public IEnumerable<(string Extension, byte[] Bytes)> Members(SceneRenderer renderer, bool labelled)
    {
        yield return ("jpg", renderer.Render(Scene, PaintSeed));
        yield return ("txt", Encoding.UTF8.GetBytes(Web.Text));
        yield return ("llava_caption", Encoding.UTF8.GetBytes(Synthetic));
        yield return ("json", SceneTruth.Write(Scene, Web.Kind));
        if (labelled)
        {
            yield return ("cls", Encoding.UTF8.GetBytes(Scene.Objects[0].Class.ToString(CultureInfo.InvariantCulture)));
        }
    }
}

/// <summary>
/// The samples of one scene world. Each follows from the seed and its own number alone, whichever thread asks for it;
/// none that is held out is described by the words of a training sample.
/// </summary>
internal sealed class SceneSamples
{
    /// <summary>The number of held-out scenes of one object: ten of each class.</summary>
    public const int HeldOutSingles = 640;

    /// <summary>The number of held-out scenes of several objects.</summary>
    public const int HeldOutMultiples = 500;

    private const double SingleShare = 0.4;

    private readonly ulong seed;
    private readonly HashSet<string> heldOut = [];

    /// <summary>Draws the held-out samples.</summary>
    /// <param name="seed">The seed of everything.</param>
    public SceneSamples(int seed)
    {
        this.seed = Hash.Of("scene world", seed);
        Singles = HoldOut("single", HeldOutSingles, (_, index) => 1, index => index % SceneWords.Classes);
        Multiples = HoldOut("multi", HeldOutMultiples, (share, _) => share < 0.5 ? 2 : 3, _ => null);
    }

    /// <summary>Held-out samples of one object, all classes in turn.</summary>
    public IReadOnlyList<SceneSample> Singles { get; }

    /// <summary>Held-out samples of two or three objects; no two have the same full caption.</summary>
    public IReadOnlyList<SceneSample> Multiples { get; }

    /// <summary>A training sample.</summary>
    /// <param name="index">Its number, from 0.</param>
    public SceneSample Train(int index) => Unseen(Key("train", index), index, Any);

    /// <summary>A training sample with a sign to be read and one or two objects around it.</summary>
    /// <param name="index">Its number, from 0.</param>
    public SceneSample Sign(int index) => Unseen(Key("sign", index), index, static key => SceneSampler.Sample(key, 1 + (int)(key % 2), signed: true));

    private SceneSample Unseen(ulong key, int index, Func<ulong, Scene> sample)
    {
        for (int attempt = 0; ; attempt++)
        {
            Scene scene = sample(Hash.Of(key, (ulong)attempt));
            if (!heldOut.Contains(SceneCaptions.Describe(scene)))
            {
                return Put(key, index, scene);
            }
        }
    }

    private SceneSample[] HoldOut(string split, int count, Func<double, int, int> objects, Func<int, int?> only)
    {
        SceneSample[] samples = new SceneSample[count];
        for (int index = 0; index < count; index++)
        {
            ulong key = Key(split, index);
            Scene scene;
            int attempt = 0;
            do
            {
                Draw draw = new(Hash.Of(key, (ulong)attempt++));
                scene = SceneSampler.Sample(draw.Bits(), objects(draw.Unit(), index), only(index));
            }
            while (!heldOut.Add(SceneCaptions.Describe(scene)));
            samples[index] = Put(key, index, scene);
        }

        return samples;
    }

    private ulong Key(string split, int index) => Hash.Of(Hash.Of(split, 0) ^ seed, (ulong)index);

    private static Scene Any(ulong key)
    {
        Draw draw = new(key);
        return SceneSampler.Sample(draw.Bits(), draw.Unit() < SingleShare ? 1 : 2 + draw.Below(SceneSampler.MostObjects - 1));
    }

    private static SceneSample Put(ulong key, int index, Scene scene)
    {
        Draw draw = new(Hash.Of(key, ulong.MaxValue));
        return new(
            index.ToString("D6", CultureInfo.InvariantCulture),
            scene,
            SceneCaptions.Synthetic(scene, ref draw),
            SceneCaptions.Web(scene, Any(draw.Bits()), ref draw),
            draw.Bits());
    }
}
