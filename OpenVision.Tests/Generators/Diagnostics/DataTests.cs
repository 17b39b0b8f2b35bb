using OpenVision.Tests.Support;

namespace OpenVision.Tests.Generators.Diagnostics;

public sealed class DataTests
{
    [Theory]
    [InlineData("[Data(\"a.tar\", {|OV4016:WebCaption = \".txt\"|})]", "WebCaption \".txt\" begins or ends with a dot, and no member's extension does; use \"txt\"")]
    [InlineData("[Data(\"a.tar\", {|OV4016:WebCaption = \"TXT\"|})]", "WebCaption \"TXT\" has capital letters, and extensions are compared in small ones; use \"txt\"")]
    [InlineData("[Data(\"a.tar\", {|OV4016:SyntheticCaption = \"captions/long.txt\"|})]", "SyntheticCaption \"captions/long.txt\" has a folder in it, and a sample's members differ in what follows the first dot; use \"long.txt\"")]
    [InlineData("[Data(\"a.tar\", {|OV4016:WebCaption = \"jpg\"|})]", "WebCaption \"jpg\" is the picture's extension; use \"txt\"")]
    [InlineData("[Eval(Benchmark.Captions, \"a.tar\", {|OV4016:Truth = \".\"|})]", "Truth \".\" begins or ends with a dot, and no member's extension does; use \"json\"")]
    [InlineData("[Eval(Benchmark.ZeroShot, \"a.tar\", Classes = \"c.txt\", {|OV4016:Label = \"CLS\"|})]", "Label \"CLS\" has capital letters, and extensions are compared in small ones; use \"cls\"")]
    public void AnExtensionThatNoTextHasIsReported(string attribute, string sentence) => Assert.Equal([sentence], Marked.Verify(WithDecoder(attribute)));

    [Theory]
    [InlineData("[Data(\"a.tar\", WebCaption = \"web.txt\", SyntheticCaption = \"\")]")]
    [InlineData("[Data(\"a.tar\", WebCaption = \"png.txt\", SyntheticCaption = \"llava-1.6\")]")]
    [InlineData("[Eval(Benchmark.Captions, \"a.tar\", Truth = \"\")]")]
    public void OtherExtensionsAreNot(string attribute) => GeneratorHarness.Run(WithDecoder(attribute)).AssertClean();

    [Theory]
    [InlineData("[Data({|OV4019:\"a{0..9.tar\"|})]", "The path 'a{0..9.tar' has an opening brace at place 2 that none closes. Write lists as {a,b} or {000..099}")]
    [InlineData("[Data(\"a.tar\", \"b.tar\", {|OV4019:\"c}.tar\"|})]", "The path 'c}.tar' has a closing brace at place 2 that none opens. Write lists as {a,b} or {000..099}")]
    [InlineData("[Eval(Benchmark.Retrieval, {|OV4019:\"{0..9999999}.tar\"|})]", "The path '{0..9999999}.tar' stands for 10,000,000 files; at most 1,000,000 are read. Split the list")]
    public void APathWhoseListsCannotBeReadIsReported(string attribute, string sentence) => Assert.Equal([sentence], Marked.Verify(WithDecoder(attribute)));

    [Theory]
    [InlineData("\"shards/9.tar\"", "shards/9.tar")]
    [InlineData("\"held/{0..3}.tar\"", "held/2.tar")]
    [InlineData("\"./shards/{8..12}.tar\"", "shards/8.tar")]
    [InlineData("\"more/*.tar\"", "more/*.tar")]
    [InlineData("\"many/{0..99999}.tar\"", "many/{0..99999}.tar")]
    public void AShardThatIsTrainedOnTooIsReported(string shards, string first) => Assert.Equal(
        [$"\"{first}\" is trained on, so that Benchmark.Retrieval would measure what was seen; name shards that no [Data] has"],
        Marked.Verify(Sources.With($"[Data(\"held/{{2,3}}.tar\", \"more/*.tar\", \"many/{{0..99999}}.tar\")] [Eval(Benchmark.Retrieval, {{|OV4018:{shards}|}})]")));

    [Fact]
    public void OtherShardsAreNot() => GeneratorHarness.Run(Sources.With("[Eval(Benchmark.Retrieval, \"shards/{10..11}.tar\")]")).AssertClean();

    private static string WithDecoder(string attribute) => Sources.Recipe($"[TrainRecipe<Encoder, Text>(Decoder = Variant.Ti)] {Sources.Data} {Sources.Stage} {attribute}");
}
