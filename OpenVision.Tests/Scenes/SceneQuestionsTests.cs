using OpenVision.Numerics;
using OpenVision.Scenes;

namespace OpenVision.Tests.Scenes;

public sealed class SceneQuestionsTests
{
    private static readonly Scene[] scenes =
        [.. Enumerable.Range(0, 3000).Select(number => SceneSampler.Sample(Hash.Of("questions", number), 1 + (number % 3)))];

    private static readonly (int Scene, SceneQuestion Question)[] asked = [.. SceneQuestions.About(scenes, 1)];

    [Theory]
    [InlineData(SceneQuestions.Presence, 2)]
    [InlineData(SceneQuestions.Count, 3)]
    [InlineData(SceneQuestions.Relation, 4)]
    public void AnswersAreEquallyFrequent(string kind, int answers)
    {
        int[] counts = [.. Of(kind).GroupBy(one => one.Question.Deciding).Select(group => group.Count())];
        Assert.Equal(answers, counts.Length);
        Assert.Single(counts.Distinct());
        Assert.True(counts[0] > 100);
    }

    [Theory]
    [InlineData(SceneQuestions.Color, 8)]
    [InlineData(SceneQuestions.Word, 40)]
    public void NoAnswerIsMuchMoreFrequentThanAnother(string kind, int answers)
    {
        int[] counts = [.. Of(kind).GroupBy(one => one.Question.Deciding).Select(group => group.Count())];
        Assert.Equal(answers, counts.Length);

        // Six deviations of a fair draw.
        double mean = counts.Average();
        Assert.All(counts, count => Assert.InRange(count, mean - (6 * Math.Sqrt(mean)), mean + (6 * Math.Sqrt(mean))));
    }

    [Fact]
    public void WhatIsAskedForDoesNotTellWhetherItIsThere()
    {
        // For every colour and for every shape: yes as often as no, within six deviations.
        foreach (string word in SceneWords.Colors.Concat(SceneWords.Shapes))
        {
            (int Scene, SceneQuestion Question)[] with = [.. Of(SceneQuestions.Presence).Where(one => one.Question.Text.Split(' ', '?').Contains(word))];
            Assert.InRange(with.Count(one => one.Question.Deciding == "yes"), (with.Length / 2) - (3 * Math.Sqrt(with.Length)), (with.Length / 2) + (3 * Math.Sqrt(with.Length)));
        }
    }

    [Fact]
    public void AnswersAreTrue()
    {
        foreach ((int number, SceneQuestion question) in asked)
        {
            Scene scene = scenes[number];
            string[] words = question.Text.TrimEnd('?').Replace(",", "", StringComparison.Ordinal).Split(' ');
            string right = question.Kind switch
            {
                SceneQuestions.Presence => scene.Objects.Any(item => item.Phrase == string.Join(' ', words[3..])) ? "yes" : "no",
                SceneQuestions.Count => new[] { "one", "two", "three" }[scene.Objects.Count - 1],
                SceneQuestions.Color => Assert.Single(scene.Objects, item => $"{item.Shape}".Equals(words[^1], StringComparison.OrdinalIgnoreCase)).Color.ToString().ToLowerInvariant(),
                SceneQuestions.Word => scene.Sign!.Word,
                _ => Seen(scene, $"{words[3]} {words[4]}", $"{words[^2]} {words[^1]}"),
            };
            Assert.Equal(right, question.Deciding);
            Assert.Contains(right, question.Answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ADirectionIsAskedForOnlyWhereOneIsRight()
    {
        // Corner to corner two directions hold.
        Scene scene = scenes.First(one => one.Sign is null && one.Objects.Count == 2) is var any
            ? any with { Objects = [any.Objects[0] with { X = 0.25, Y = 0.25 }, any.Objects[1] with { X = 0.75, Y = 0.75 }] }
            : throw new InvalidOperationException();
        Draw draw = new(1);
        Assert.Null(SceneQuestions.AskRelation(scene, ref draw));
        Assert.NotNull(SceneQuestions.AskRelation(scene with { Objects = [scene.Objects[0], scene.Objects[1] with { Y = 0.25 }] }, ref draw));
    }

    [Fact]
    public void AShapeThatIsThereTwiceHasNoColour()
    {
        Scene scene = scenes.First(one => one.Objects.Count == 2);
        Draw draw = new(1);
        Assert.Null(SceneQuestions.AskColor(scene with { Objects = [scene.Objects[0], scene.Objects[0] with { Color = SceneColor.Pink }] }, ref draw));
    }

    [Fact]
    public void SeveralQuestionsAboutASceneDifferAndAreBalanced()
    {
        SceneQuestion[][] all = [.. scenes.Select(static (scene, number) => SceneQuestions.Many(scene, Hash.Of(7, (ulong)number)).ToArray())];
        Assert.All(all, static many => Assert.InRange(many.Length, 1, 7));
        Assert.All(all, static many => Assert.Equal(many.Length, many.Distinct().Count()));
        SceneQuestion[] presence = [.. all.SelectMany(static many => many).Where(static question => question.Kind == SceneQuestions.Presence)];
        Assert.InRange(presence.Count(static question => question.Deciding == "yes"), (presence.Length / 2) - (3 * Math.Sqrt(presence.Length)), (presence.Length / 2) + (3 * Math.Sqrt(presence.Length)));
        Assert.Equal(SceneQuestions.Kinds.Order(), all.Select(static many => many[0].Kind).Distinct().Order());
    }

    [Fact]
    public void FactsAreTrueAndTellWhatCanBeLookedUp()
    {
        foreach ((Scene scene, int number) in scenes.Select(static (scene, number) => (scene, number)))
        {
            string[] facts = [.. SceneQuestions.Facts(scene, Hash.Of(9, (ulong)number), relations: 3, absent: 2)];
            Assert.Equal(facts.Length, facts.Distinct().Count());
            Assert.Equal(scene.Sign is not null, facts.Contains($"the sign says {scene.Sign?.Word}."));
            foreach (SceneObject item in scene.Objects)
            {
                string[] words = item.Phrase.Split(' ');
                bool alone = scene.Objects.Count(other => other.Shape == item.Shape) == 1;
                Assert.Equal(alone, facts.Contains($"the {words[1]} is {words[0]}."));
                Assert.Equal(alone, facts.Contains($"{words[1]} {words[0]}."));
                Assert.Contains($"the {item.Phrase} is {Quarter(item)}.", facts);
            }

            string[] absent = [.. facts.Where(static fact => fact.StartsWith("there is no ", StringComparison.Ordinal)).Select(static fact => fact.Split(' ')[3].TrimEnd('.'))];
            Assert.Equal(2, absent.Length);
            Assert.All(absent, shape => Assert.DoesNotContain(scene.Objects, item => item.Phrase.EndsWith(shape, StringComparison.Ordinal)));

            IEnumerable<SceneRelation> relations = scene.Relations();
            string[] told = [.. relations.Select(one => Seen(scene.Objects[one.Subject], scene.Objects[one.Other], SceneWords.Directions[(int)one.Direction]))];
            Assert.All(facts.Where(static fact => fact.Contains(", so ", StringComparison.Ordinal)), fact => Assert.Contains(fact, told));
        }
    }

    [Fact]
    public void CrowdsAreOfDifferentShapesAndAskedAboutThemEvenly()
    {
        List<SceneQuestion> all = [];
        HashSet<int> sizes = [];
        for (int number = 0; number < 600; number++)
        {
            Scene crowd = SceneSampler.Crowd((ulong)number);
            sizes.Add(crowd.Objects.Count);
            Assert.Equal(crowd.Objects.Count, crowd.Single().Count());
            Assert.NotNull(crowd.Sign);
            IReadOnlyList<SceneQuestion> asked = SceneQuestions.OfCrowd(crowd, (ulong)number);
            Assert.Equal(asked.Count, asked.Distinct().Count());
            all.AddRange(asked);
            foreach (SceneQuestion question in asked.Where(static one => one.Kind == SceneQuestions.Presence))
            {
                string phrase = string.Join(' ', question.Text.TrimEnd('?').Split(' ')[3..]);
                Assert.Equal(crowd.Objects.Any(item => item.Phrase == phrase) ? "yes" : "no", question.Deciding);
                Assert.EndsWith($", so {question.Deciding}.", question.Answer, StringComparison.Ordinal);
            }
        }

        Assert.Equal([2, 3, 4, 5, 6, 7, 8], sizes.Order());
        SceneQuestion[] presence = [.. all.Where(static one => one.Kind == SceneQuestions.Presence)];
        Assert.InRange(presence.Count(static one => one.Deciding == "yes") / (double)presence.Length, 0.4, 0.65);
    }

    private static string Seen(SceneObject subject, SceneObject other, string direction)
    {
        bool inOrder = subject.Y < 0.5 == other.Y < 0.5 ? subject.X < other.X : subject.Y < 0.5;
        (SceneObject first, SceneObject second) = inOrder ? (subject, other) : (other, subject);
        return $"the {first.Phrase} is {Quarter(first)}, the {second.Phrase} is {Quarter(second)}, so {direction} the {other.Phrase}.";
    }

    private static string Quarter(SceneObject item) => $"{(item.Y < 0.5 ? "top" : "bottom")} {(item.X < 0.5 ? "left" : "right")}";

    private static string Seen(Scene scene, string subject, string other)
    {
        SceneObject a = scene.Objects.Single(item => item.Phrase == subject), b = scene.Objects.Single(item => item.Phrase == other);
        return Math.Abs(a.X - b.X) > Math.Abs(a.Y - b.Y) ? (a.X < b.X ? "left of" : "right of") : (a.Y < b.Y ? "above" : "below");
    }

    private static IEnumerable<(int Scene, SceneQuestion Question)> Of(string kind) => asked.Where(one => one.Question.Kind == kind);
}
