using System.Text.Json;
using System.Text.Json.Nodes;
using OpenVision.Cli;
using OpenVision.Tests.Training;

namespace OpenVision.Tests.Cli;

/// <summary>Runs, and what <c>verify</c> says when something is no longer as it was.</summary>
public sealed class VerifyVerbTests(TinyRunFixture tiny) : IClassFixture<TinyRunFixture>
{
    [Fact]
    public void AnUntouchedRunIsTheSame()
    {
        string[] before = Files(tiny.Unbroken);

        CommandLine verified = Verify(tiny.Unbroken);

        Assert.Equal((0, "same: 20 steps, all that the record holds one by one, every number bit for bit\n"), (verified.ExitCode, verified.Output));
        Assert.Equal(before, Files(tiny.Unbroken));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(14)]
    public void ARunThatWasStoppedAndResumedIsTheSame(int stopAfter)
    {
        string folder = tiny.NewFolder($"stopped-{stopAfter}");
        using CancellationTokenSource source = new();
        TinyRun.Execute(tiny.Recipe, new() { Out = folder }, new TinyRun.After(stopAfter, source.Cancel), cancellation: source.Token);
        TinyRun.Execute(tiny.Recipe, new() { Out = folder, Resume = true });

        Assert.StartsWith("same: 20 steps", Verify(folder).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatTheCommandLineChangedIsTakenFromTheRecord()
    {
        string folder = tiny.NewFolder("choices"), copy = tiny.NewFolder("copy");
        Directory.CreateDirectory(copy);
        foreach (string shard in Directory.GetFiles(tiny.Data, "*.tar"))
        {
            File.Copy(shard, Path.Combine(copy, Path.GetFileName(shard)));
        }

        TinyRun.Execute(tiny.Recipe, new() { Out = folder, BatchSize = 8, Seed = 9, Precision = Precision.BFloat16, Data = [Path.Combine(copy, "*.tar")], Stage = "high", MaxSteps = 3 });
        Assert.StartsWith("same: 3 steps", Verify(folder).Output, StringComparison.Ordinal);

        Directory.Delete(copy, recursive: true);
        Assert.Equal(1, Verify(folder).ExitCode);
        Assert.StartsWith("same: 2 steps, every number", Verify(folder, "--steps", "2", "--data", Path.Combine(tiny.Data, "*.tar")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7, "contrastive", "contrastive loss")]
    [InlineData(13, "loss", "total loss")]
    [InlineData(1, "gradient_norm", "gradient norm")]
    [InlineData(20, "logit_scale", "logit scale")]
    public void AChangedNumberIsFoundAtItsStep(int step, string field, string number)
    {
        string record = Changed(run => run["losses"]![step - 1]![field] = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits((float)run["losses"]![step - 1]![field]!) + 1));

        CommandLine verified = Verify(record), json = Verify(record, "--json");

        Assert.Equal(1, verified.ExitCode);
        Assert.StartsWith($"different: first at step {step} of stage '{(step > 12 ? "high" : "low")}': the {number} was ", verified.Output, StringComparison.Ordinal);
        Assert.Contains("nothing else that the record knows differs: the batch is the same, so the program's code", verified.Output, StringComparison.Ordinal);
        Assert.Equal((step, number), (json.Json().GetProperty("difference").GetProperty("step").GetInt32(), json.Json().GetProperty("difference").GetProperty("number").GetString()));
        Assert.Equal(step > 1 ? 0 : 1, Verify(record, "--steps", $"{Math.Max(1, step - 1)}").ExitCode);
    }

    [Fact]
    public void AChangedRecipeIsRefusedByTheSettingsName()
    {
        RecipeSpec changed = tiny.Recipe with { Seed = 6, Optimizer = tiny.Recipe.Optimizer with { WeightDecay = 0.1 }, CheckpointSamples = 4 };

        CommandLine verified = Verify(tiny.Unbroken, changed), json = Verify(tiny.Unbroken, changed, "--json", "--anyway");

        Assert.Equal(1, verified.ExitCode);
        Assert.Equal(
            """
            not replayed: the run was made with something else
              optimizer.weightDecay was 0.2 and is 0.1
              seed was 5 and is 6
            bring that back to replay it; --data says where shards lie that have moved

            """.ReplaceLineEndings("\n"), verified.Output);
        Assert.True(json.Json().GetProperty("refused").GetBoolean());
        Assert.Equal(["optimizer.weightDecay", "seed"], json.Json().GetProperty("mismatches").EnumerateArray().Select(static item => item.GetProperty("setting").GetString()));
    }

    [Fact]
    public void AChangedShardIsNamed()
    {
        using TemporaryFolder folder = new();
        TinyRun.MakeData(folder["data"]);
        RecipeSpec recipe = TinyRun.Recipe(folder["data"]);
        TinyRun.Execute(recipe, new() { Out = folder["run"], MaxSteps = 2 });
        string shard = Path.Combine(folder["data"], "00001.tar"), vocabulary = Path.Combine(folder["data"], "vocab.txt");

        byte[] bytes = File.ReadAllBytes(shard);
        bytes[600] ^= 1;
        File.WriteAllBytes(shard, bytes);
        Assert.Contains("  data[0]: 00001.tar has other first bytes\n", Verify(folder["run"], recipe, "--anyway").Output, StringComparison.Ordinal);

        File.AppendAllText(shard, "more");
        Assert.Contains($"  data[0]: 00001.tar had {bytes.Length} bytes and has {bytes.Length + 4}\n", Verify(folder["run"], recipe).Output, StringComparison.Ordinal);

        File.AppendAllText(vocabulary, "more");
        Assert.Contains("  data[0]: the vocabulary has other contents\n", Verify(folder["run"], recipe).Output, StringComparison.Ordinal);

        File.Delete(shard);
        CommandLine missing = Verify(folder["run"], recipe);
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("00001.tar", missing.Error, StringComparison.Ordinal);
    }

    /// <summary>The fingerprint does not cover it: the losses do.</summary>
    [Fact]
    public void APictureThatChangedBehindTheFirstBytesChangesTheNumbers()
    {
        using TemporaryFolder folder = new();
        TinyRun.MakeData(folder["data"]);
        RecipeSpec recipe = TinyRun.Recipe(folder["data"]);
        TinyRun.Execute(recipe, new() { Out = folder["run"] });
        string shard = Path.Combine(folder["data"], "00001.tar"), text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(shard));
        int caption = text.LastIndexOf("a square on plain ", StringComparison.Ordinal);
        File.WriteAllBytes(shard, System.Text.Encoding.Latin1.GetBytes(text.Remove(caption, 8).Insert(caption, "a on on ")));

        string output = Verify(folder["run"], recipe).Output;
        Assert.StartsWith("different: first at step ", output, StringComparison.Ordinal);
        Assert.Contains(": the batch was ", output, StringComparison.Ordinal);
        Assert.Contains("its pictures or texts do: a shard behind its first 4 KiB", output, StringComparison.Ordinal);

        // An older version's record does not name batches: then the numbers tell.
        string record = Path.Combine(folder["run"], "run.json"), old = Path.Combine(folder["run"], "old.json");
        JsonNode run = JsonNode.Parse(File.ReadAllText(record))!;
        foreach (JsonNode? row in run["losses"]!.AsArray())
        {
            row!.AsObject().Remove("batch");
        }

        File.WriteAllText(old, run.ToJsonString());
        Assert.Matches("^different: first at step [0-9]+ of stage '[a-z]+': the (contrastive|caption) loss was ", Verify(old, recipe).Output);
    }

    [Fact]
    public void OtherVersionsAreRefusedUnlessAskedFor()
    {
        string record = Changed(static run =>
        {
            run["software"]!["torch_sharp"] = "0.1";
            run["software"]!["processor"] = "an abacus";
        });

        CommandLine refused = Verify(record), anyway = Verify(record, "--anyway");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("  TorchSharp was 0.1 and is 0.", refused.Output, StringComparison.Ordinal);
        Assert.EndsWith("--anyway replays it all the same\n", refused.Output, StringComparison.Ordinal);
        Assert.Equal(0, anyway.ExitCode);
        Assert.Contains("although this differs:\n  TorchSharp was 0.1", anyway.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherProcessorAloneIsNoReasonToRefuse()
    {
        string record = Changed(static run =>
        {
            run["software"]!["processor"] = "an abacus";
            run["losses"]![4]!["contrastive"] = 9.5;
        });

        string output = Verify(record).Output;

        Assert.Contains("different: first at step 5 of stage 'low': the contrastive loss was 9.5 and is ", output, StringComparison.Ordinal);
        Assert.Contains("what else differs, and may be why:\n  the processor was an abacus and is ", output, StringComparison.Ordinal);
    }

    /// <summary>Steps behind a change of versions are not those of the versions that began.</summary>
    [Fact]
    public void OnlyTheStepsOfTheFirstVersionsAreReplayed()
    {
        string record = Changed(static run =>
        {
            run["earlier_software"] = new JsonArray(new JsonObject { ["until_step"] = 6, ["software"] = run["software"]!.DeepClone() });
            run["software"]!["torch_sharp"] = "0.1";
        });

        Assert.Equal((0, "same: 6 steps, all that the record holds one by one, every number bit for bit\n"), (Verify(record).ExitCode, Verify(record).Output));
    }

    [Theory]
    [InlineData("spec_hash", "\"00\"", "its hash is not that of its text: one of them was changed")]
    [InlineData("spec", "[]", "it has no settings")]
    [InlineData("spec", "[null]", "a line of its text is none")]
    [InlineData("spec", "{\"a\":1}", "")]
    [InlineData("software", "7", "")]
    [InlineData("step", "\"many\"", "")]
    [InlineData("precision", "\"Float8\"", "")]
    [InlineData("losses", "[null]", "a step of its losses is none")]
    [InlineData("losses", "{}", "")]
    [InlineData("data", "[null]", "a source of its data is none")]
    [InlineData("choices", "{\"data\":[],\"batch_size\":0,\"precision\":null,\"seed\":null}", "its batch size is none")]
    [InlineData("choices", "null", "")]
    public void AFileThatIsNoRecordIsRefused(string field, string json, string why)
    {
        CommandLine verified = Verify(Changed(run => run[field] = JsonNode.Parse(json)));
        Assert.Equal(1, verified.ExitCode);
        Assert.Contains($"is not the record of a run, or that of another version: {why}", verified.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"status\":\"done\",\"recipe\":\"Tiny\"}")]
    [InlineData("deep")]
    [InlineData("huge")]
    public void WhatIsNoRecordAtAllIsRefusedInOneLine(string text)
    {
        string path = tiny.NewFolder($"{Guid.NewGuid():N}.json");
        File.WriteAllText(path, text switch { "deep" => new string('[', 100_000), "huge" => new string(' ', (64 << 20) + 1), _ => text });

        CommandLine verified = Verify(path);

        Assert.Equal((1, ""), (verified.ExitCode, verified.Output));
        Assert.StartsWith("error: '", verified.Error, StringComparison.Ordinal);
        Assert.Equal(1, verified.Error.Count(static letter => letter == '\n'));
    }

    /// <summary>Every number may be the same although the ledger was changed by hand.</summary>
    [Theory]
    [InlineData("captions", "web_captions", "web captions: 81 were recorded and 80 were met")]
    [InlineData("skipped", "NoImage", "samples skipped for NoImage: 1 were recorded and 0 were met")]
    public void AChangedLedgerIsFoundWhereTheWholeRunIsReplayed(string field, string count, string line)
    {
        string record = Changed(run =>
        {
            JsonNode counts = field == "skipped" ? run[field]!["counts"]! : run[field]!;
            counts[count] = (counts[count]?.GetValue<long>() ?? 0) + 1;
        });

        CommandLine whole = Verify(record);

        Assert.Equal((1, 0), (whole.ExitCode, Verify(record, "--steps", "5").ExitCode));
        Assert.StartsWith("different: the numbers of all 20 steps are the same", whole.Output, StringComparison.Ordinal);
        Assert.Contains($"  {line}\n", whole.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ADeviceThatIsNotThereIsSaid()
    {
        CommandLine verified = Verify(Changed(static run => run["device"] = "cuda:63"));

        Assert.Equal(1, verified.ExitCode);
        Assert.Contains("The device 'cuda:63' is not there", verified.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ARecordWithoutStepsIsRefused() =>
        Assert.Contains("holds no steps", Verify(Changed(static run => run["losses"] = new JsonArray())).Error, StringComparison.Ordinal);

    [Fact]
    public void ARecipeThatTheProgramLacksIsRefused() =>
        Assert.Contains("a run of the recipe 'Tinny', which this program does not declare. Did you mean 'Tiny'?", Verify(Changed(static run => run["recipe"] = "Tinny")).Error, StringComparison.Ordinal);

    private static string[] Files(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(static file => $"{file} {File.GetLastWriteTimeUtc(file):O}")];

    /// <summary>A copy of the unbroken run's record with something else in it.</summary>
    private string Changed(Action<JsonNode> change)
    {
        JsonNode run = JsonNode.Parse(File.ReadAllText(Path.Combine(tiny.Unbroken, "run.json")))!;
        change(run);
        string path = tiny.NewFolder($"{Guid.NewGuid():N}.json");
        File.WriteAllText(path, run.ToJsonString());
        return path;
    }

    private CommandLine Verify(string run, params string[] more) => Verify(run, tiny.Recipe, more);

    private static CommandLine Verify(string run, RecipeSpec recipe, params string[] more)
    {
        RecipeEntry entry = new(recipe, settings => new TinyGraph(recipe, settings), Make: null);
        return CommandLine.Run(new Catalogue([], [], [], [], [], [entry]), ["verify", run, .. more]);
    }
}
