using ResidentService.Service.Commands;
using ResidentService.Service.Hosting;

return await Executable.Run(args, builder => builder.AddStandaloneRuntime());
