using System.Collections.Concurrent;
using System.Globalization;
using OpenVision.Data;
using OpenVision.Numerics;
using OpenVision.Text;

namespace OpenVision.Scenes;

/// <summary>Makes the small multimodal recipe's data set: pictures of the scene world, and conversations about them in LLaVA's form.</summary>
/// <remarks>
/// <para>The folder then holds, all paths of pictures below it:</para>
/// <list type="bullet">
/// <item><c>train/*.jpg</c>, <c>signs/*.jpg</c>, <c>heldout/*.jpg</c>: pictures of 96 x 96 pixels, as <see cref="SceneWorld"/> paints them; no held-out one is described by the words of another;</item>
/// <item><c>align.json</c>: a sentence for each training picture that names its objects and where they are;</item>
/// <item><c>read.json</c>: what the sign of each picture in <c>signs</c> says, half as many as training pictures: few of these have a sign, and reading takes practice;</item>
/// <item><c>describe.json</c>: a full description of each training picture;</item>
/// <item><c>instruct.json</c>: for each a conversation of several questions with short answers: whether a thing is there, how many, of which colour, where, and
/// what a sign says;</item>
/// <item><c>text.json</c>: the same about other scenes, which stand there in notes instead of pictures, every second one without a description, and three times as many conversations about crowds, in which there
/// is more to be looked up than a picture could show: for the language model itself;</item>
/// <item><c>heldout-describe.json</c>: full descriptions of held-out pictures;</item>
/// <item><c>heldout-instruct.json</c>: single questions about them, <c>type</c> telling their kind: <c>presence</c> (yes, no), <c>count</c>, <c>color</c>, <c>relation</c>,
/// <c>word</c>; the right answers of a kind are equally frequent;</item>
/// <item><c>heldout-text.json</c>: the same questions about notes of what these pictures show;</item>
/// <item><c>words.txt</c>: the words of all texts, <see cref="SceneVocabulary.WordCount"/> lines, for a <see cref="WordListTokenizer"/>;</item>
/// <item><c>scene-conversations.json</c>: version, seed and count that it was made from, and the files' lengths.</item>
/// </list>
/// </remarks>
public sealed class SceneConversations : IDatasetMaker
{
    /// <summary>The number of training pictures where the request leaves it open.</summary>
    public const int DefaultSamples = 8_000;

    // To be raised whenever other bytes come out for the same seed, so that older folders are made anew.
    private const int Version = 9;

    // Text costs no painting. One in so many is about a scene, the others are about crowds.
    private const int TextsOfPicture = 4;

    // So many training pictures for one of a sign.
    private const int PicturesOfSign = 2;

    // About as many of one object as of two and of three.
    private const int HeldOutSingles = 240;

    private SceneConversations()
    {
    }

    /// <inheritdoc/>
    /// <exception cref="OpenVisionException">The folder holds something else or cannot be written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of samples is negative.</exception>
    public static void Make(DatasetRequest request, IProgress<double> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentOutOfRangeException.ThrowIfNegative(request.Samples);
        int samples = request.Samples == 0 ? DefaultSamples : request.Samples;
        DatasetFolder.Make(
            request.Folder,
            new(Version, request.Seed, samples, "scene-conversations"),
            folder => Fill(folder, request.Seed, samples, progress, cancellation),
            cancellation);
        progress.Report(1);
    }

    private static void Fill(string folder, int seed, int count, IProgress<double> progress, CancellationToken cancellation)
    {
        SceneSamples samples = new(seed);
        SceneSample[] train = new SceneSample[count], unseen = new SceneSample[count];
        ParallelOptions threads = new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, count, threads, i => (train[i], unseen[i]) = (samples.Train(i), samples.Train(count + (TextsOfPicture * i))));
        SceneSample[] signs = [.. Enumerable.Range(0, count / PicturesOfSign).Select(samples.Sign)];
        SceneSample[] heldOut = Mixed([.. samples.Singles.Take(HeldOutSingles), .. samples.Multiples], seed);

        Paint(Path.Combine(folder, "train"), train, done => progress.Report(0.6 * done), threads);
        Paint(Path.Combine(folder, "signs"), signs, done => progress.Report(0.6 + (0.3 * done)), threads);
        Paint(Path.Combine(folder, "heldout"), heldOut, done => progress.Report(0.9 + (0.1 * done)), threads);
        ulong requests = Hash.Of("scene requests", seed), questions = Hash.Of("scene questions", seed);
        void Write(string name, IEnumerable<SceneDialogue> dialogues) => SceneDialogue.Write(Path.Combine(folder, name), dialogues);

        Write("align.json", train.Select((sample, i) => SceneDialogue.Caption(i, sample.Scene, Image("train", i))));
        Write("describe.json", train.Select((sample, i) => SceneDialogue.DescribeAndTell(i, sample.Scene, Image("train", i), requests)));
        Write("instruct.json", train.Select((sample, i) => SceneDialogue.Ask(i, SceneQuestions.Many(sample.Scene, Hash.Of(questions, (ulong)i)), Image("train", i))));
        Write("read.json", signs.Select((sample, i) => SceneDialogue.Ask(i, SceneQuestions.AskWord(sample.Scene)!.Value, Image("signs", i))));
        Write("heldout-describe.json", heldOut.Select((sample, i) => SceneDialogue.Describe(i, sample.Scene, Image("heldout", i), requests + 1)));
        IReadOnlyList<(int Scene, SceneQuestion Question)> asked = SceneQuestions.About([.. heldOut.Select(sample => sample.Scene)], questions + 1);
        Write("heldout-instruct.json", asked.Select(one => SceneDialogue.Ask(one.Scene, one.Question, Image("heldout", one.Scene))));
        Write("heldout-text.json", asked.Select(one => SceneDialogue.AskOfNotes(one.Scene, one.Question, heldOut[one.Scene].Scene)));

        Write("text.json", Enumerable.Range(0, TextsOfPicture * count).Select(i => i % TextsOfPicture == 0
            ? OfNotes(i, unseen[i / TextsOfPicture].Scene, questions + 2, requests + 2)
            : SceneDialogue.OfCrowd(i, SceneSampler.Crowd(Hash.Of(questions + 3, (ulong)i)), questions + 4)));
        File.WriteAllLines(Path.Combine(folder, WordListTokenizer.FileName), SceneVocabulary.Words());
    }

    // Every second one is asked about at once, so that an answer does not need a description before it.
    private static SceneDialogue OfNotes(int number, Scene scene, ulong questions, ulong requests)
    {
        IReadOnlyList<SceneQuestion> asked = SceneQuestions.Many(scene, Hash.Of(questions, (ulong)number));
        return number / TextsOfPicture % 2 == 0 ? SceneDialogue.OfNotes(number, scene, asked, requests) : SceneDialogue.OfNotes(number, scene, asked);
    }

    private static SceneSample[] Mixed(SceneSample[] samples, int seed)
    {
        new Draw(Hash.Of("held-out scenes", seed)).Shuffle(samples.AsSpan());
        return samples;
    }

    private static string Image(string folder, int number) => string.Create(CultureInfo.InvariantCulture, $"{folder}/{number:D6}.jpg");

    private static void Paint(string folder, SceneSample[] samples, Action<double> report, ParallelOptions threads)
    {
        const int atATime = 100;
        int done = 0;
        Directory.CreateDirectory(folder);
        Parallel.ForEach(Partitioner.Create(0, samples.Length, atATime), threads, range =>
        {
            using SceneRenderer renderer = new();
            for (int i = range.Item1; i < range.Item2; i++)
            {
                threads.CancellationToken.ThrowIfCancellationRequested();
                File.WriteAllBytes(Path.Combine(folder, Path.GetFileName(Image("", i))), renderer.Render(samples[i].Scene, samples[i].PaintSeed));
            }

            report((double)Interlocked.Add(ref done, range.Item2 - range.Item1) / samples.Length);
        });
    }
}
