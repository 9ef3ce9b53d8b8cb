using System.Text.Json;
using CometRunway.SemanticKernel.Guard;

namespace CometRunway.SemanticKernel.Tests.Guard;

public sealed class ArgumentReaderTests
{
    private static readonly ParameterSpec[] Parameters =
    [
        new("image", ParameterKind.Text, IsLong: false, Required: true),
        new("prompt", ParameterKind.Text, IsLong: false, Required: false),
        new("ratio", ParameterKind.Text, IsLong: false, Required: false),
        new("duration", ParameterKind.Integer, IsLong: false, Required: false),
        new("seed", ParameterKind.Integer, IsLong: true, Required: false),
        new("watermark", ParameterKind.Boolean, IsLong: false, Required: false),
    ];

    [Theory]
    [InlineData("""{"image":"a.png"}""", "image", "a.png")]
    [InlineData("""{"promptImage":"a.png"}""", "image", "a.png")]
    [InlineData("""{"image_url":"a.png"}""", "image", "a.png")]
    [InlineData("""{"IMAGE-PATH":"a.png"}""", "image", "a.png")]
    [InlineData("""{"image":["a.png"]}""", "image", "a.png")]
    [InlineData("""{"image":{"uri":"a.png","position":"first"}}""", "image", "a.png")]
    [InlineData("""{"image":[{"uri":"a.png","position":"first"}]}""", "image", "a.png")]
    [InlineData("""{"image":{"url":"a.png"}}""", "image", "a.png")]
    [InlineData("""{"image":"a","promptText":"x"}""", "prompt", "x")]
    [InlineData("""{"image":"a","duration":5}""", "duration", 5)]
    [InlineData("""{"image":"a","duration":5.0}""", "duration", 5)]
    [InlineData("""{"image":"a","duration":"5"}""", "duration", 5)]
    [InlineData("""{"image":"a","duration":"5s"}""", "duration", 5)]
    [InlineData("""{"image":"a","duration":" 5 Seconds "}""", "duration", 5)]
    [InlineData("""{"image":"a","seconds":8}""", "duration", 8)]
    [InlineData("""{"image":"a","duration":99999999999}""", "duration", int.MaxValue)]
    [InlineData("""{"image":"a","seed":"4294967295"}""", "seed", 4294967295L)]
    [InlineData("""{"image":"a","watermark":"true"}""", "watermark", true)]
    [InlineData("""{"image":"a","watermark":"No"}""", "watermark", false)]
    public void Read_MeantBeyondDoubt_IsAccepted(string arguments, string name, object expected)
    {
        var reader = Read(arguments);

        Assert.Empty(reader.Findings.All);
        Assert.Equal(expected, reader.Values[name]);
    }

    [Theory]
    [InlineData("{}", "image", "image is missing: it is required.")]
    [InlineData("""{"image":null}""", "image", "image is null: it is required.")]
    [InlineData("""{"image":7}""", "image", "image must be one text.")]
    [InlineData("""{"image":["a","b"]}""", "image", "image must be one text.")]
    [InlineData("""{"image":[]}""", "image", "image must be one text.")]
    [InlineData("""{"image":{"uri":"a","position":"last"}}""", "image", "image must be one text.")]
    [InlineData("""{"image":"a","duration":"long"}""", "duration", "duration must be a whole number.")]
    [InlineData("""{"image":"a","duration":5.5}""", "duration", "duration must be a whole number.")]
    [InlineData("""{"image":"a","duration":true}""", "duration", "duration must be a whole number.")]
    [InlineData("""{"image":"a","duration":"5 minutes"}""", "duration", "duration must be a whole number.")]
    [InlineData("""{"image":"a","duration":""}""", "duration", "duration must be a whole number.")]
    [InlineData("""{"image":"a","duration":{}}""", "duration", "duration must be a whole number.")]
    [InlineData("""{"image":"a","seed":1e300}""", "seed", "seed must be a whole number.")]
    [InlineData("""{"image":"a","watermark":1}""", "watermark", "watermark must be true or false.")]
    [InlineData("""{"image":"a","promptImage":"b"}""", "image", "image was given twice with different values, once as \"promptImage\": give it once, as image.")]
    [InlineData("""{"image":"a","duraton":5}""", "duraton", "There is no argument \"duraton\": did you mean duration?")]
    [InlineData("""{"image":"a","aspect_ratio":"16:9"}""", "aspect_ratio", "There is no argument \"aspect_ratio\": use ratio, written as width:height in pixels, for example 1280:768.")]
    public void Read_NotUsable_IsFoundWithTheReason(string arguments, string field, string problem)
    {
        var finding = Assert.Single(Read(arguments).Findings.All);

        Assert.Equal((field, problem), (finding.Field, finding.Problem));
    }

    [Theory]
    [InlineData("""{"image":"a","prompt":null}""")]
    [InlineData("""{"image":"a","duration":null,"seed":null,"watermark":null}""")]
    [InlineData("""{"image":"a","promptImage":null}""")]
    [InlineData("""{"image":"a","promptImage":"a"}""")]
    public void Read_NullOrTheSameAgain_IsAsIfLeftOut(string arguments)
    {
        var reader = Read(arguments);

        Assert.Empty(reader.Findings.All);
        Assert.Equal(["image"], reader.Values.Keys);
    }

    [Theory]
    [InlineData("aspect_ratio")]
    [InlineData("aspectRatio")]
    [InlineData("size")]
    [InlineData("Resolution")]
    [InlineData("rati")]
    public void Read_RefusedName_StillHelpsToCorrect(string name)
    {
        var reader = Read($$"""{"image":"a","{{name}}":"720:1280"}""");

        Assert.Equal("ratio", Assert.Single(reader.Findings.All).Nearest);
        Assert.Equal("720:1280", reader.Values["ratio"]);
    }

    [Fact]
    public void Read_RefusedNameBesideTheRightOne_NeverWins()
    {
        var reader = Read("""{"size":"720:1280","ratio":"1280:720","image":"a"}""");

        Assert.Equal("1280:720", reader.Values["ratio"]);
        Assert.Equal("size", Assert.Single(reader.Findings.All).Field);
    }

    [Fact]
    public void Read_UnknownWhereOnlyAModelSpeaks_IsRefusedWithTheNames()
    {
        var finding = Assert.Single(Read("""{"image":"a","negative_prompt":"blur"}""").Findings.All);

        Assert.Equal("There is no argument \"negative_prompt\". The arguments are: image, prompt, ratio, duration, seed, watermark.", finding.Problem);
        Assert.Equal("blur", finding.Given);
    }

    [Fact]
    public void Read_UnknownWhereAHostAddsItsOwn_IsLeftAlone()
    {
        var reader = Read("""{"image":"a","userId":"u-1","kernelCulture":"en"}""", refuseUnknown: false);

        Assert.Empty(reader.Findings.All);
        Assert.Equal(["image"], reader.Values.Keys);
    }

    [Theory]
    [InlineData("duraton")]
    [InlineData("aspect_ratio")]
    public void Read_OfOursMisspeltWhereAHostAddsItsOwn_IsRefused(string name)
    {
        Assert.Single(Read($$"""{"image":"a","{{name}}":"5"}""", refuseUnknown: false).Findings.All);
    }

    [Fact]
    public void Read_SeveralThings_AreAllFound()
    {
        var reader = Read("""{"duration":"x","watermark":"maybe","size":"big","nonsense":1}""");

        Assert.Equal(["duration", "image", "nonsense", "size", "watermark"], reader.Findings.All.Select(f => f.Field).Order());
    }

    [Theory]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("  DATA:image/png;base64,AAAA")]
    public void Read_DataUriInTheWrongPlace_IsNeverEchoed(string value)
    {
        var reader = Read($$"""{"image":"a","duration":"{{value}}","nonsense":"{{value}}"}""");

        Assert.All(reader.Findings.All, f => Assert.DoesNotContain("AAAA", f.ToString(), StringComparison.Ordinal));
        Assert.Equal(2, reader.Findings.All.Count);
    }

    [Fact]
    public void Read_DataUriInsideAnObject_IsNeverEchoed()
    {
        var reader = Read("""{"image":[{"uri":"data:image/png;base64,QUFBQUFB"},{"uri":"b"}],"data:image/png;base64,QUFBQUFB":1,"nested":{"uri":"data:image/png;base64,QUFBQUFB"}}""");

        Assert.Equal(3, reader.Findings.All.Count);
        Assert.All(reader.Findings.All, f => Assert.DoesNotContain("QUFBQUFB", f.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Read_HostileNameAndValue_AreCappedAndOnOneLine()
    {
        var long0 = new string('x', 5000);

        var finding = Assert.Single(Read($$"""{"image":"a","evil\n\u0007{{long0}}":"line\r\n\u001b[31m{{long0}}"}""").Findings.All);

        Assert.True(finding.Problem.Length < 300);
        Assert.True(finding.Given!.Length <= 81);
        Assert.DoesNotContain(finding.Problem + finding.Given, c => char.IsControl(c));
        Assert.True(finding.Field.Length < 200, "the field is echoed too");
    }

    private static ArgumentReader Read(string arguments, bool refuseUnknown = true)
    {
        var reader = new ArgumentReader(Parameters, refuseUnknown);
        reader.Read(JsonElement.Parse(arguments).EnumerateObject().Select(p => KeyValuePair.Create(p.Name, (object?)p.Value)));
        return reader;
    }
}
