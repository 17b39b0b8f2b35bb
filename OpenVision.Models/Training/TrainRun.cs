using OpenVision.Cli;
using OpenVision.Data;

namespace OpenVision.Training;

/// <summary>Runs a recipe: stages, steps, evaluations, checkpoints and everything that lands in the run folder.</summary>
public static class TrainRun
{
    /// <summary>Runs a recipe, or what is left of it. Weights are carried from stage to stage, the optimiser's moments are not.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="options">What the command line changes.</param>
    /// <param name="observer">Told how it goes on.</param>
    /// <param name="cancellation">Stops the run after the step in hand and a checkpoint.</param>
    /// <exception cref="OpenVisionException">Data are missing, a checkpoint does not fit, or a loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was stopped while its data set was made.</exception>
    public static RunSummary Execute(RecipeEntry recipe, TrainOptions options, ITrainObserver observer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return Execute(
            options,
            observer,
            state => Prepare(recipe, RunChoices.Of(options, state?.Choices), new PrepareProgress(observer), cancellation),
            Pairs,
            cancellation);

        Trainee Pairs(RunFolder folder, TrainState? state)
        {
            RunSetup setup = RunSetup.Of(recipe, options, state);
            return new PairTrainee(setup, recipe.Create(setup.Settings));
        }
    }

    /// <summary>Runs a multimodal recipe, or what is left of it. Weights are carried from stage to stage, the optimiser's moments are not.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="options">What the command line changes.</param>
    /// <param name="observer">Told how it goes on.</param>
    /// <param name="cancellation">Stops the run after the step in hand and a checkpoint.</param>
    /// <exception cref="OpenVisionException">Data or weights are missing, a checkpoint does not fit, or a loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was stopped while its data set was made.</exception>
    public static RunSummary Execute(MllmRecipeEntry recipe, TrainOptions options, ITrainObserver observer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return Execute(
            options,
            observer,
            _ => Prepare(recipe, new PrepareProgress(observer), cancellation),
            (folder, state) => new MllmTrainee(MllmSetup.Of(recipe, options, state), folder.Parts, observer.Note),
            cancellation);
    }

    private static RunSummary Execute(
        TrainOptions options,
        ITrainObserver observer,
        Func<TrainState?, IDisposable?> prepare,
        Func<RunFolder, TrainState?, Trainee> make,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.KeepLast, 1);
        NativeAllocator.KeepFreedMemory();
        using RunFolder folder = RunFolder.Open(options.Out, options.Resume);
        (Checkpoint Checkpoint, TrainState State)? from = null;
        if (folder.Checkpoints.Newest is { } newest)
        {
            from = (newest, folder.Checkpoints.Read(newest, checkpoint => checkpoint.ReadState()));
            observer.Note($"going on from {newest.Folder}");
            NoteThreads(from.Value.State.Software.Threads, TorchSharp.torch.get_num_threads(), observer);
        }
        else if (options.Resume)
        {
            observer.Note($"'{options.Out}' holds no checkpoint yet: starting from the beginning");
        }

        using IDisposable? data = prepare(from?.State);
        using Trainee trainee = make(folder, from?.State);
        using TrainSession session = new(trainee, folder, observer, options.KeepLast, from);
        return session.Run(cancellation);
    }

    private static void NoteThreads(int before, int now, ITrainObserver observer)
    {
        if (before != 0 && before != now)
        {
            observer.Note($"the run was made with {before} threads and goes on with {now}: its losses are no longer those of an unbroken run to the last bit (set OMP_NUM_THREADS={before} for that)");
        }
    }

    /// <summary>Makes the data set that a recipe makes for itself, where it is not there and the run reads it.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="choices">What the command line changes of it.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>To be disposed of when the run has read it: until then no other recipe replaces it.</returns>
    internal static IDisposable? Prepare(RecipeEntry recipe, RunChoices choices, IProgress<double> progress, CancellationToken cancellation) =>
        recipe.Spec.Prepare is { } prepare && Reads(choices.Apply(recipe.Spec), prepare.Folder)
            ? Prepare(recipe.Make, prepare, recipe.Spec.Seed, progress, cancellation)
            : null;

    /// <summary>Makes the data set that a multimodal recipe makes for itself, where it is not there.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>To be disposed of when the run has read it: until then no other recipe replaces it.</returns>
    internal static IDisposable? Prepare(MllmRecipeEntry recipe, IProgress<double> progress, CancellationToken cancellation) =>
        Prepare(recipe.Make, recipe.Spec.Prepare, recipe.Spec.Seed, progress, cancellation);

    // By the recipe's own seed: another one on the command line changes the run, not the data that other runs share.
    private static IDisposable? Prepare(
        Action<DatasetRequest, IProgress<double>, CancellationToken>? make, PrepareSpec? prepare, int seed, IProgress<double> progress, CancellationToken cancellation)
    {
        if (make is null || prepare is null)
        {
            return null;
        }

        make(new(prepare.Folder, prepare.Samples, seed), progress, cancellation);
        return DatasetFolder.Use(prepare.Folder, cancellation);
    }

    private static bool Reads(RecipeSpec recipe, string folder)
    {
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        IEnumerable<string> paths =
        [
            .. recipe.Data.SelectMany(source => source.Shards.Append(source.Vocabulary)),
            .. recipe.Evals.SelectMany(eval => new[] { eval.Shards, eval.Classes, eval.Templates }),
        ];
        return paths.Any(path => path.Length > 0 && Path.GetFullPath(path).StartsWith(root, StringComparison.Ordinal));
    }

    // Makers report from several threads; an observer is told by one at a time.
    private sealed class PrepareProgress(ITrainObserver observer) : IProgress<double>
    {
        private readonly Lock gate = new();

        public void Report(double value)
        {
            lock (gate)
            {
                observer.Preparing(value);
            }
        }
    }
}
