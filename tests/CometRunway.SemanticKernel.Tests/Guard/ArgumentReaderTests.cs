using System.Text.Json;
using CometRunway.SemanticKernel.Guard;
using CometRunway.TestKit.Snapshots;

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

    public static TheoryData<string, string, string?, string[]> Refused() => new()
    {
        { "{}", "image", null, [] },
        { """{"image":null}""", "image", null, [] },
        { """{"image":7}""", "image", "7", [] },
        { """{"image":["a","b"]}""", "image", """["a","b"]""", [] },
        { """{"image":[]}""", "image", "[]", [] },
        { """{"image":{"uri":"a","position":"last"}}""", "image", """{"uri":"a","position":"last"}""", [] },
        { """{"image":"a","duration":"long"}""", "duration", "long", [] },
        { """{"image":"a","duration":5.5}""", "duration", "5.5", [] },
        { """{"image":"a","duration":true}""", "duration", "true", [] },
        { """{"image":"a","duration":"5 minutes"}""", "duration", "5 minutes", [] },
        { """{"image":"a","duration":{}}""", "duration", "{}", [] },
        { """{"image":"a","seed":1e300}""", "seed", "1e300", [] },
        { """{"image":"a","watermark":1}""", "watermark", "1", ["true", "false"] },
        { """{"image":"a","promptImage":"b"}""", "image", "b", ["promptImage"] },
        { """{"image":"a","duraton":5}""", "duraton", "5", ["duration"] },
        { """{"image":"a","aspect_ratio":"16:9"}""", "aspect_ratio", "16:9", ["ratio", "1280:768"] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Read_NotUsable_IsFoundWithTheValueAndWhatToWrite(string arguments, string field, string? given, string[] named)
    {
        var finding = Assert.Single(Read(arguments).Findings.All);

        Assert.Equal((field, given), (finding.Field, finding.Given));
        Assert.All([field, .. named], value => Assert.Contains(value, finding.Problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_EveryProblem_SaysWhatIsKept()
    {
        var sentences = new Sentences("arguments");
        (string Name, string Arguments)[] rows =
        [
            ("missing", "{}"), ("null", """{"image":null}"""), ("no text", """{"image":7}"""), ("no whole number", """{"image":"a","duration":"long"}"""),
            ("not true or false", """{"image":"a","watermark":1}"""), ("given twice", """{"image":"a","promptImage":"b"}"""), ("misspelt", """{"image":"a","duraton":5}"""),
            ("another name that changes the meaning", """{"image":"a","aspect_ratio":"16:9"}"""), ("unknown", """{"image":"a","negative_prompt":"blur"}"""),
        ];

        foreach (var (name, arguments) in rows)
            sentences.Add(name, Assert.Single(Read(arguments).Findings.All).Problem);
        var findings = Read("""{"duration":"long"}""").Findings;
        sentences.Add("refused", ArgumentReplies.Refused("get_video", findings, corrected: null).Message);
        sentences.Add("refused, corrected", ArgumentReplies.Refused("get_video", findings, new("get_video", [])).Message);
        sentences.Add("unexpected fault", ArgumentReplies.Unexpected("0123abcd", mayHaveSent: true).Message);
        sentences.Add("unexpected fault, nothing can have been sent", ArgumentReplies.Unexpected("0123abcd", mayHaveSent: false).Message);
        sentences.Verify();
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

        Assert.All(Parameters, parameter => Assert.Contains(parameter.Name, finding.Problem, StringComparison.Ordinal));
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
