using Microsoft.CodeAnalysis;
using OpenVision.Tests.Support;

namespace OpenVision.Tests.Data.Pipeline;

/// <summary>A pipeline whose steps do not fit does not compile, and the error stands at the operator or the assignment.</summary>
public sealed class PipelineCompilationTests
{
    private const string Before = """
        using OpenVision.Data;
        using OpenVision.Data.Images;
        using OpenVision.Data.Pipeline;
        static class Demo
        {
            static readonly OpenVision.Text.TextTokenizer vocabulary = null!;
            static object Made() => 
        """;

    [Theory]
    [InlineData("""Shards.Open("a.tar", 1) | Images.Encoded() | Images.Decode() | Images.RandomCrop(8) | Images.Flip() | Images.Normalize() | Batch.Of(4)""")]
    [InlineData("""Shards.Read("a.tar") | Texts.Captions() | Texts.Passage() | Texts.Lower() | Texts.Tokens(vocabulary, 80)""")]
    [InlineData("""
        Shards.Read("a.tar")
            | Step.Both(
                Images.Encoded() | Images.Decode() | Images.Squash(8) | Images.Normalize(),
                Texts.Captions() | Texts.Sentence() | Texts.Tokens(vocabulary, 80))
            | Batch.Of(4)
        """)]
    public void WhatFitsCompiles(string pipeline) => Assert.Empty(Errors(pipeline));

    [Theory]
    [InlineData("Images.Encoded() | Images.RandomCrop(8)", "Step<Sample, EncodedImage>", "Step<RgbImage, Planes>")]
    [InlineData("Images.Decode() | Images.ColorJitter()", "Step<EncodedImage, RgbImage>", "Step<Planes, Planes>")]
    [InlineData("Images.Decode() | Images.Normalize()", "Step<EncodedImage, RgbImage>", "Step<Planes, Pixels>")]
    [InlineData("Images.RandomCrop(8) | Images.RandomCrop(8)", "Step<RgbImage, Planes>", "Step<RgbImage, Planes>")]
    [InlineData("Images.Normalize() | Images.ColorJitter()", "Step<Planes, Pixels>", "Step<Planes, Planes>")]
    [InlineData("Images.Normalize() | Images.Normalize()", "Step<Planes, Pixels>", "Step<Planes, Pixels>")]
    [InlineData("Texts.Captions() | Texts.Lower()", "Step<Sample, CaptionPair>", "Step<string, string>")]
    [InlineData("Texts.Tokens(vocabulary, 80) | Texts.Lower()", "Step<string, TokenIds>", "Step<string, string>")]
    [InlineData("Images.Normalize() | Texts.Lower()", "Step<Planes, Pixels>", "Step<string, string>")]
    [InlineData("Shards.Read(\"a.tar\") | Images.Decode()", "Samples<Sample>", "Step<EncodedImage, RgbImage>")]
    [InlineData("Shards.Read(\"a.tar\") | Batch.Of(4)", "Samples<Sample>", "Batch")]
    [InlineData("(Shards.Read(\"a.tar\") | Images.Encoded() | Images.Decode()) | Batch.Of(4)", "Samples<RgbImage>", "Batch")]
    [InlineData("(Shards.Read(\"a.tar\") | Images.Encoded() | Images.Decode() | Images.RandomCrop(8)) | Batch.Of(4)", "Samples<Planes>", "Batch")]
    public void WhatDoesNotFitIsAnErrorAtTheOperator(string pipeline, string left, string right)
    {
        Diagnostic error = Assert.Single(Errors(pipeline));
        Assert.Equal("CS0019", error.Id);
        string[] words = error.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Replace("OpenVision.Data.Pipeline.", "", StringComparison.Ordinal).Split('\'');
        Assert.Equal((left, right), (words[3], words[5]));
        string text = error.Location.SourceTree!.ToString()[error.Location.SourceSpan.Start..error.Location.SourceSpan.End];
        Assert.Equal(pipeline, text);
    }

    [Theory]
    [InlineData("Images.RandomCrop(target.Resolution) | Images.Flip()", "CS0029")]
    [InlineData("Images.Squash(target.Resolution)", "CS0029")]
    [InlineData("Images.Decode() | Images.Squash(target.Resolution) | Images.Normalize(target.Colors)", "CS0029")]
    [InlineData("Images.Squash(target.Resolution) | Images.Normalize(target.Colors)", null)]
    public void APipelineEndsWithWhatTheEncoderReads(string steps, string? id)
    {
        string[] sources =
        [
            $$"""
            using OpenVision.Data.Images;
            using OpenVision.Data.Pipeline;
            class Mine : IImagePipeline
            {
                public static Step<RgbImage, Pixels> Train(ImageTarget target) => {{steps}};
            }
            """,
        ];
        Assert.Equal(
            id is null ? Array.Empty<string>() : [id],
            GeneratorHarness.Compile(sources).GetDiagnostics().Where(static one => one.Severity == DiagnosticSeverity.Error).Select(static one => one.Id));
    }

    private static IEnumerable<Diagnostic> Errors(string pipeline) => GeneratorHarness.Compile([$"{Before}{pipeline};\n}}"])
        .GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
