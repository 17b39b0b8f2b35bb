using System.Text.Json;
using OpenVision.Cli;
using OpenVision.Tests.Training.Multimodal;

namespace OpenVision.Tests.Cli;

public sealed class ChatVerbTests(ChatVerbTests.Trained trained) : IClassFixture<ChatVerbTests.Trained>
{
    [Fact]
    public void AnswersAQuestionAboutAPicture()
    {
        CommandLine first = Ask("--prompt", "What color is the circle?", "--max-new-tokens", "6", "--json");
        Assert.Equal(0, first.ExitCode);
        JsonElement answer = first.Json();
        Assert.Equal("What color is the circle?", answer.GetProperty("question").GetString());
        Assert.Equal(answer.GetProperty("answer").GetString(), Ask("--prompt", "What color is the circle?", "--max-new-tokens", "6").Output.Trim());
    }

    [Fact]
    public void ReadsQuestionsLineByLineAndGoesOnAfterAPictureThatIsNotThere()
    {
        using StringWriter output = new(), error = new();
        using StringReader input = new("/image nowhere.jpg\nIs there a red circle?\nAnd a blue one?\n/clear\n\nnever read\n");
        int exitCode = OpenVisionApp.Run([.. Arguments, "--max-new-tokens", "3"], trained.Catalogue, new Terminal(output, error, input));
        Assert.Equal(0, exitCode);
        Assert.Contains("There is no 'nowhere.jpg'. Name a picture, or a video.", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("never read", input.ReadLine()); // the empty line ended it
        Assert.EndsWith("\n", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--image", "nowhere.jpg", "There is no 'nowhere.jpg'. Name a picture, or a video.")]
    [InlineData("--tokenizer", "nowhere.json", "There is no tokenizer at 'nowhere.json'.")]
    [InlineData("--weights", "nowhere", "nowhere")]
    public void SaysWhatIsMissing(string option, string value, string said)
    {
        CommandLine line = CommandLine.Run(trained.Catalogue, [.. Arguments.Where((_, i) => option != "--weights" || i is < 2 or > 3), option, value, "--prompt", "Is there a circle?"]);
        Assert.Equal(1, line.ExitCode);
        Assert.Contains(said, line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void PicturesAreCaptionedByAnswers()
    {
        using TemporaryFolder folder = new();
        File.Copy(trained.Picture, folder["a.jpg"]);
        File.WriteAllText(folder["b.jpg"], "no picture");
        string[] arguments = ["caption", "TinyMllm", "--weights", trained.Run, "--input", folder.Path];
        CommandLine line = CommandLine.Run(trained.Catalogue, [.. arguments, "--json"]), text = CommandLine.Run(trained.Catalogue, [.. arguments, "--prompt", "What is in the image?"]);
        Assert.Equal(0, line.ExitCode);
        JsonElement caption = Assert.Single(line.Json().GetProperty("pictures").EnumerateArray());
        Assert.Equal("a.jpg", caption.GetProperty("name").GetString());
        Assert.Equal(1, line.Json().GetProperty("skipped").GetInt64());
        Assert.Contains("b.jpg", line.Error, StringComparison.Ordinal);
        Assert.StartsWith("a.jpg\t", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherModelThanAMultimodalOneIsRefused()
    {
        CommandLine line = CommandLine.Run(trained.Catalogue, "chat", "TinyMlm", "--prompt", "?");
        Assert.Equal(2, line.ExitCode);
        Assert.Contains("There is no multimodal model and no recipe of one 'TinyMlm'.", line.Error, StringComparison.Ordinal);
        Assert.Contains("TinyMllm", line.Error, StringComparison.Ordinal);
    }

    private string[] Arguments => ["chat", "TinyMllm", "--weights", trained.Run, "--precision", "f32"];

    private CommandLine Ask(params string[] more) => CommandLine.Run(trained.Catalogue, [.. Arguments, "--image", trained.Picture, .. more]);

    public sealed class Trained : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public Trained()
        {
            string data = folder["data"];
            TinyMllm.MakeData(data);
            MllmRecipeSpec recipe = TinyMllm.Recipe(data);
            TinyMllm.Execute(recipe with { Stages = new([recipe.Stages[0]]) }, Run, maxSteps: 1);
            Picture = Path.Combine(data, "train", "000000.jpg");
            Catalogue = new([], [], [], [], [], []) { Mllms = [new(recipe, settings => new TinyReader(settings))] };
        }

        internal Catalogue Catalogue { get; }

        internal string Run => folder["run"];

        internal string Picture { get; }

        public void Dispose() => folder.Dispose();
    }
}
