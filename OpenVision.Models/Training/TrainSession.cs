using System.Diagnostics;
using OpenVision.Data;
using OpenVision.Evaluation;
using OpenVision.Weights;

namespace OpenVision.Training;

/// <summary>One process's part of a run: from its start or a checkpoint to its end, an interruption or an error.</summary>
internal sealed class TrainSession : IDisposable
{
    private readonly RunSetup setup;
    private readonly RunFolder folder;
    private readonly TrainingGraph graph;
    private readonly ITrainObserver observer;
    private readonly int keepLast;
    private readonly Checkpoint? resumed;
    private readonly StepMaker steps;
    private readonly RunLog log;
    private readonly SkipLedger ledger;
    private readonly Throughput throughput = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly double secondsBefore;
    private Checkpoint? saved;
    private TrainState state;

    /// <summary>Takes up a run.</summary>
    /// <param name="setup">What it is.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="graph">What is trained.</param>
    /// <param name="observer">Told how it goes on.</param>
    /// <param name="keepLast">How many checkpoints are kept.</param>
    /// <param name="from">The checkpoint that it goes on from, and what it says.</param>
    public TrainSession(
        RunSetup setup, RunFolder folder, TrainingGraph graph, ITrainObserver observer, int keepLast, (Checkpoint Checkpoint, TrainState State)? from)
    {
        this.setup = setup;
        this.folder = folder;
        this.graph = graph;
        this.observer = observer;
        this.keepLast = keepLast;
        saved = resumed = from?.Checkpoint;
        state = from?.State ?? setup.FirstState();
        secondsBefore = state.Seconds;
        ledger = state.Skipped.ToLedger();
        steps = new StepMaker(setup, graph);
        try
        {
            if (resumed is not null)
            {
                folder.Checkpoints.Read(resumed, checkpoint => checkpoint.Restore(graph, steps.Optimizer));
            }

            log = new RunLog(folder, observer, state.Step, state.Evaluated);
        }
        catch
        {
            steps.Dispose();
            throw;
        }
    }

    private enum Ending
    {
        Done,
        Stopped,
        Interrupted,
    }

    /// <summary>Runs what is left.</summary>
    /// <param name="cancellation">Stops after the update in hand and a checkpoint.</param>
    public RunSummary Run(CancellationToken cancellation)
    {
        try
        {
            WriteRecord(RunStatus.Running);
            Ending ending = RunStages(cancellation);
            log.Draw();
            WriteRecord(ending == Ending.Done ? RunStatus.Done : RunStatus.Stopped);
            return new(
                folder.Path,
                ending == Ending.Interrupted && saved is not null ? steps.Optimizer.Average is null ? saved.Weights : saved.Average : folder.Weights,
                state.Step,
                clock.Elapsed,
                state.Evaluations,
                folder.Pictures,
                ledger.Total + state.SkippedInEvaluation.Counts.Values.Sum(),
                ending == Ending.Interrupted);
        }
        catch (Exception e)
        {
            WriteFailure(e);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        log.Dispose();
        steps.Dispose();
    }

    private Ending RunStages(CancellationToken cancellation)
    {
        foreach (PlannedStage stage in setup.Plan.Stages)
        {
            if (stage.Index == state.StageIndex && !state.Evaluated)
            {
                Evaluate(stage); // the run was stopped between a checkpoint and the evaluations after it
            }

            if (stage.Left > 0 && RunStage(stage, cancellation) is { } ending)
            {
                return ending;
            }
        }

        return Ending.Done;
    }

    private Ending? RunStage(PlannedStage stage, CancellationToken cancellation)
    {
        StageSpec spec = stage.Spec;
        observer.StageStarted(spec, stage.Steps);
        if (stage.Done == 0)
        {
            state = steps.Enter(stage, state);
        }

        using PairLoader loader = new(setup.LoaderOptions(spec), state.Data, ledger);
        using TrainingBuffers buffers = steps.Buffers(stage);
        while (state.StepInStage < stage.Steps)
        {
            if (state.Step >= setup.Plan.StopAt)
            {
                Save(toRunFolder: true);
                return Ending.Stopped;
            }

            if (cancellation.IsCancellationRequested || !TryStep(stage, loader, buffers, cancellation))
            {
                Save(toRunFolder: false);
                return Ending.Interrupted;
            }

            bool ended = state.StepInStage == stage.Steps;
            if (setup.Plan.CheckpointDue(stage, state.StepInStage) || cancellation.IsCancellationRequested)
            {
                Save(toRunFolder: ended);
            }

            if (!state.Evaluated)
            {
                if (cancellation.IsCancellationRequested)
                {
                    return Ending.Interrupted; // what is due is made up for when the run goes on
                }

                Evaluate(stage);
            }
        }

        return null;
    }

    private bool TryStep(PlannedStage stage, PairLoader loader, TrainingBuffers buffers, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan waitedBefore = loader.Waited;
        if (steps.TryStep(stage, state, loader, buffers, cancellation) is not { } made)
        {
            return false;
        }

        state = made.After;
        throughput.Add(Stopwatch.GetElapsedTime(start), loader.Waited - waitedBefore, stage.Spec.BatchSize, setup.Plan.WorkOf(stage));
        log.Stepped(new(
            stage.Spec.Name,
            state.Step,
            setup.Plan.StopAt,
            state.Samples,
            made.Losses,
            made.LearningRate,
            made.LogitScale,
            made.GradientNorm,
            throughput.SamplesPerSecond,
            throughput.WaitShare,
            throughput.Remaining(setup.Plan.WorkLeft(stage, state.StepInStage, state.Step)),
            made.Batch));
        return true;
    }

    private void Evaluate(PlannedStage stage)
    {
        SkipLedger skips = new();
        using IDisposable averaged = steps.Optimizer.UseAverage();
        foreach (EvalSpec eval in setup.Plan.EvaluationsDue(stage, state.StepInStage))
        {
            EvalOptions options = new(setup.Recipe.Data[0].Vocabulary, stage.Spec.Resolution, folder.Path);
            EvalResult result = Evaluator.Run(graph, eval, options, skips);
            log.Evaluated(state.Step, stage.Spec.Name, result);
            if (eval.Benchmark == Benchmark.Captions && File.Exists(folder.Samples))
            {
                log.Drew(state.Step, folder.Samples);
            }

            state = state.With(result);
        }

        state = state with { Evaluated = true, SkippedInEvaluation = SkipRecord.Of(skips) };
        if (saved?.Step == state.Step)
        {
            saved.WriteState(Snapshot());
        }

        WriteRecord(RunStatus.Running);
    }

    private void Save(bool toRunFolder)
    {
        if (toRunFolder)
        {
            using IDisposable averaged = steps.Optimizer.UseAverage();
            ModelWeights.Save(graph.Model, graph.Parameters, folder.Weights, Checkpoint.MetadataOf(graph, state.Step));
        }

        if (saved?.Step == state.Step)
        {
            return;
        }

        saved = folder.Checkpoints.Write(Snapshot(), graph, steps.Optimizer);
        folder.Checkpoints.Prune(keepLast, resumed);
        log.Checkpointed();
        WriteRecord(RunStatus.Running);
        observer.Note($"checkpoint {saved.Folder}");
    }

    private TrainState Snapshot() => setup.Stamp(state) with { Skipped = SkipRecord.Of(ledger), Seconds = secondsBefore + clock.Elapsed.TotalSeconds };

    private void WriteRecord(RunStatus status) => RunRecord.Of(setup, Snapshot(), log.Losses, status).Write(folder.Record);

    private void WriteFailure(Exception error)
    {
        try
        {
            RunRecord.Of(setup, Snapshot(), log.Losses, RunStatus.Failed, error.Message).Write(folder.Record);
        }
        catch (OpenVisionException)
        {
            // On a full disk the record fails too; the first error is the one to report.
        }
    }
}
