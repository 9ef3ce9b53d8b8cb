using CometRunway.HostedFloor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ModelContextProtocol.Server;

// The least that a server of the SDK on the generic host does: one tool that answers with nothing in it.
var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddMcpServer().WithStdioServerTransport();
builder.Services.AddSingleton<McpServerTool>(new NothingTool());
await builder.Build().RunAsync();
