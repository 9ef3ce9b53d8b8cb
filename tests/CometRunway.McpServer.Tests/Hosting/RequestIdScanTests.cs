using System.Text;
using CometRunway.McpServer.Hosting;

namespace CometRunway.McpServer.Tests.Hosting;

/// <summary>Without the id, the client waits for the answer until its timeout.</summary>
public sealed class RequestIdScanTests
{
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"x","params":{"id":"no","a":["cut off""", "", 7L)]
    [InlineData("""{"jsonrpc":"2.0","id":"a\u0062c","params":""", "", "abc")]
    [InlineData("""{"method":"x","params":{"id":3,"image":"cut""", """ off"},"jsonrpc":"2.0","id":12}""", 12L)]
    [InlineData("""{"method":"x","params":{"image":"cut""", """ off"}, "id" : "q-1" , "jsonrpc" : "2.0" }""", "q-1")]
    [InlineData("""{"method":"x","params":{"image":"cut""", """ off","id":5}}""", null)]
    [InlineData("""{"method":"x","params":{"image":"cut""", """ off"},"id":5,"more":1}""", null)]
    [InlineData("""{"method":"x","params":{"image":"cut""", """ off"},"id":5""", null)]
    [InlineData("""{"id":1.5,"method":""", "", null)]
    [InlineData("""{"id":null,"method":""", "", null)]
    [InlineData("""{"id":"\ud800","method":""", "", null)]
    [InlineData("""["id",7]""", "", null)]
    [InlineData("id 7", "\"id\"", null)]
    [InlineData("", "", null)]
    public void Find_IdAtEitherEnd_IsFoundAndNoOther(string head, string tail, object? id) =>
        Assert.Equal(id, RequestIdScan.Find(Encoding.UTF8.GetBytes(head), Encoding.UTF8.GetBytes(tail)).Id);
}
