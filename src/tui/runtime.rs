//! The only place with an event loop, threads and a clock. Whatever happens (the end,
//! an error, a panic, a signal, Ctrl-Z), the terminal is given back as it was found.

use std::future::poll_fn;
use std::io::{self, Stdout, Write as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::task::Poll;
use std::time::Duration;
use std::{mem, thread};

use anyhow::{Context as _, anyhow};
use crossterm::event::{Event, EventStream, KeyEventKind, MouseButton, MouseEventKind};
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use crossterm::{execute, queue};
use futures_util::StreamExt as _;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Position, Rect};
use ratatui::{Frame, Terminal};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until, timeout_at};

use super::background::{self, Heard, Listener};
use super::bodies;
use super::clipboard;
use super::keys::{Key, Keymap};
use super::loading::{Before, Loading, Plan};
use super::message::{BodiesWanted, Command, Effects, Message, Save, Saved};
use super::model::Model;
use super::pane::list::Order;
use super::screen::Screen;
use super::theme::{Looks, Theme, ThemeName};
use super::tour::Tour;
use super::update::{WHEEL, update};
use super::view;
use super::watching::{self, Watch};
use super::work::{Done, Job};
use crate::export::{self, FORMATS};
use crate::report::group::GroupBy;
use crate::report::{Changes, Report};

/// A frame waits so long for work, so that what is done in no time is in it.
const PATIENCE: Duration = Duration::from_millis(3);

/// After so long work is told to be under way, and how far it is.
const PROGRESS: Duration = Duration::from_millis(100);

/// How the terminal UI is to be.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct Options {
    /// What things look like.
    pub theme: ThemeName,
    /// Whether the mouse is used; where it is, the terminal's own selection needs Shift.
    pub mouse: bool,
    /// Whether no more than ASCII is used for signs and lines.
    pub ascii: bool,
    /// The filter to begin with.
    pub filter: Option<String>,
    /// Whether the first file is compared with the others.
    pub comparing: bool,
    /// What the list is grouped by at first.
    pub grouping: Option<GroupBy>,
    /// What comes first in it.
    pub order: Order,
    /// The server that fixes are shown for, by its place in [`STACKS`]; `None` for the one that is
    /// recognised.
    ///
    /// [`STACKS`]: crate::fixes::stack::STACKS
    pub server: Option<usize>,
    /// Which keys do what.
    pub keymap: Keymap,
    /// Whether hints lead through the screen.
    pub tour: bool,
    /// Whether a file is read again when it changes.
    pub watch: bool,
    /// What is wrong with the configuration, one line each.
    pub mistakes: Vec<String>,
}

impl Default for Options {
    /// With mouse, without filter, with colours unless `NO_COLOR` is set, and with the signs that
    /// the terminal and the locale know.
    fn default() -> Self {
        Self {
            theme: if variable("NO_COLOR").is_some() {
                ThemeName::NoColor
            } else {
                ThemeName::Auto
            },
            mouse: true,
            ascii: ascii(),
            filter: None,
            comparing: false,
            grouping: Some(GroupBy::Cause),
            order: Order::default(),
            server: None,
            keymap: Keymap::default(),
            tour: false,
            watch: false,
            mistakes: Vec::new(),
        }
    }
}

fn ascii() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(variable);
    super::glyphs::wanted(variable("TERM").as_deref(), locale.as_deref())
}

/// A variable of the environment that says something.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Shows captures on the terminal until the user has seen enough.
///
/// # Errors
///
/// Where the terminal fails, where no capture at all can be read, and where a signal ends it.
pub fn run(inputs: Vec<PathBuf>, options: Options) -> anyhow::Result<()> {
    run_with(inputs, options, view::draw)
}

/// [`run`] with another way to draw.
pub(super) fn run_with(
    inputs: Vec<PathBuf>,
    options: Options,
    draw: impl Fn(&Model, &mut Frame<'_>),
) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start")?;
    let screen = Screen::enter(options.mouse).context("cannot take over the terminal")?;
    let mut shown = Loop::new(inputs, options)?;
    let ended = runtime.block_on(shown.run(&screen, draw));
    drop(screen);
    // To give a million requests back one by one would take longer than to end.
    mem::forget(shown);
    // An export under way is waited for.
    drop(runtime);
    ended
}

/// A signal ended the program.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("ended by {name}")]
pub struct Ended {
    /// The signal.
    pub name: &'static str,
    /// Its number.
    pub number: u8,
}

struct Loop {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    model: Model,
    /// What the terminal may still say of its background.
    listener: Listener,
    /// The captures, which no export may take the place of.
    inputs: Arc<[PathBuf]>,
    loading: Loading,
    /// How many of the captures are not read, and what the others are compared with.
    beside: (usize, Before),
    /// Whether everything is read and judged.
    loaded: bool,
    watch: Watch,
    answers: UnboundedReceiver<Message>,
    to_answer: UnboundedSender<Message>,
    fetch: Sender<BodiesWanted>,
}

impl Loop {
    fn new(inputs: Vec<PathBuf>, options: Options) -> anyhow::Result<Self> {
        let terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
        let looks = Looks::of(options.theme, variable);
        let theme = looks.theme();
        // `NO_COLOR` is in the theme already, unless another was asked for.
        crossterm::style::force_color_output(theme != Theme::MONO);
        let names = inputs.iter().map(|path| path.display().to_string());
        let mut model = Model::new(names.collect(), theme, terminal.size()?);
        model.looks = Some(looks);
        model.ascii = options.ascii;
        model.keymap = Arc::new(options.keymap);
        model.mistakes = options.mistakes;
        model.watching = options.watch;
        model.tour = options.tour.then(Tour::default);
        model.wanted.0 = options.grouping;
        model.wanted.1 = options.order;
        model.detail.stack = options.server;
        if let Some(filter) = options.filter {
            model.filter.set(filter);
        }
        let (to_answer, answers) = unbounded_channel();
        let before = if options.comparing {
            Before::First
        } else {
            Before::Nothing
        };
        Ok(Self {
            terminal,
            model,
            // Without colours it does not matter.
            listener: Listener::new(
                theme != Theme::MONO && background::may_be_asked(variable("TERM").as_deref()),
            ),
            watch: Watch::of(&inputs),
            inputs: inputs.clone().into(),
            loading: Loading::start(Plan {
                inputs: inputs.clone(),
                read: 0,
                before: before.clone(),
            })?,
            beside: (0, before),
            loaded: false,
            fetch: bodies::start(inputs, to_answer.clone())?,
            answers,
            to_answer,
        })
    }

    async fn run(
        &mut self,
        screen: &Screen,
        draw: impl Fn(&Model, &mut Frame<'_>),
    ) -> anyhow::Result<()> {
        let mut events = EventStream::new();
        let mut signals = Signals::new()?;
        let mut look = interval(watching::EVERY);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut dirty = true;
        if self.listener.is_expecting() {
            send(background::QUESTION)?;
        }
        // When to tell how far work is that is under way.
        let mut tick = None;
        loop {
            if dirty {
                self.draw(screen, &draw).await?;
            }
            tick = match tick {
                _ if self.model.works.is_idle() => None,
                None => Some(Instant::now() + PROGRESS),
                tick => tick,
            };
            let effects = tokio::select! {
                event = events.next() => match event {
                    Some(event) => self.take(event.context("cannot read the terminal")?),
                    None => return Err(anyhow!("the terminal was closed")),
                },
                news = self.loading.news(), if !self.loaded => {
                    let news = match news {
                        Err(error) if self.model.reloading.is_some() => {
                            vec![Message::NotRead(format!("{error:#}"))]
                        }
                        news => news?,
                    };
                    if news.is_empty() {
                        return Err(screen.death().context("reading stopped"));
                    }
                    let mut effects = Effects::default();
                    for message in news {
                        self.loaded |= matches!(message, Message::Loaded(_) | Message::NotRead(_));
                        let further = update(&mut self.model, message);
                        effects.draw |= further.draw;
                        effects.commands.extend(further.commands);
                    }
                    effects
                }
                _ = look.tick(), if self.model.watching && self.loaded => {
                    let files = self.watch.changed();
                    if files.is_empty() {
                        Effects::default()
                    } else {
                        update(&mut self.model, Message::Changed(files))
                    }
                },
                Some(message) = self.answers.recv() => update(&mut self.model, message),
                () = sleep_until(tick.unwrap_or_else(Instant::now)), if tick.is_some() => {
                    tick = Some(Instant::now() + PROGRESS);
                    update(&mut self.model, Message::Tick)
                }
                signal = signals.next() => match signal {
                    Signal::Continue => Effects { draw: true, commands: vec![Command::Redraw] },
                    Signal::End(ended) => return Err(ended.into()),
                },
            };
            dirty = effects.draw;
            let mut commands = effects.commands;
            // What is there already is taken in before the next frame.
            while commands.is_empty()
                && let Some(Some(event)) = at_once(&mut events).await
            {
                let effects = self.take(event.context("cannot read the terminal")?);
                dirty |= effects.draw;
                commands = effects.commands;
            }
            if self.perform(commands, screen, &mut dirty)? {
                return Ok(());
            }
        }
    }

    /// Does what is wanted outside. Gives whether the program is to end.
    fn perform(
        &mut self,
        commands: Vec<Command>,
        screen: &Screen,
        dirty: &mut bool,
    ) -> anyhow::Result<bool> {
        for command in commands {
            match command {
                Command::Quit => return Ok(true),
                Command::Copy { what, text } => self.copy(what, text),
                Command::Save(save) => self.save(save),
                Command::Fetch(wanted) => self.fetch(wanted),
                Command::Open(path) => self.open(path)?,
                Command::Reload => self.read()?,
                Command::Compare(path) => self.compare(path)?,
                Command::Work(job) => self.work(*job)?,
                Command::Discard(old) => {
                    beside("discard", move || drop(old))?;
                }
                Command::Send(sequence) => send(&sequence)?,
                Command::Redraw => {
                    screen.retake()?;
                    self.clear()?;
                    *dirty = true;
                }
                Command::Suspend => {
                    screen.suspend()?;
                    self.clear()?;
                    *dirty = true;
                }
            }
        }
        Ok(false)
    }

    /// Does work on a thread of its own.
    fn work(&self, job: Job) -> anyhow::Result<()> {
        let to_answer = self.to_answer.clone();
        beside("work", move || {
            let mut answer = Answer {
                to: to_answer,
                number: job.number,
                done: None,
            };
            answer.done = job.run();
        })
    }

    /// Reads a file, and compares what is shown with it.
    fn compare(&mut self, path: PathBuf) -> anyhow::Result<()> {
        let mut inputs = self.inputs.to_vec();
        let read = inputs.len();
        inputs.push(path);
        self.inputs = inputs.into();
        // As it was recorded, whatever is tried.
        let before = if self.model.report.is_as_recorded() {
            Arc::clone(&self.model.report)
        } else {
            Arc::new(self.model.report.trying(Changes::new()))
        };
        self.beside = (read, Before::Report(before));
        self.read()
    }

    /// Reads everything again with one more file.
    fn open(&mut self, path: PathBuf) -> anyhow::Result<()> {
        let mut inputs = self.inputs.to_vec();
        inputs.push(path);
        self.inputs = inputs.into();
        self.read()
    }

    /// Reads everything again.
    fn read(&mut self) -> anyhow::Result<()> {
        let inputs = self.inputs.to_vec();
        self.watch = Watch::of(&inputs);
        self.loading = Loading::start(Plan {
            inputs: inputs.clone(),
            read: self.beside.0,
            before: self.beside.1.clone(),
        })?;
        self.loaded = false;
        self.fetch = bodies::start(inputs, self.to_answer.clone())?;
        Ok(())
    }

    /// Clears the screen, so that the next frame is drawn whole. ([`Terminal::clear`] would ask the
    /// terminal for its cursor, and not every terminal answers.)
    fn clear(&mut self) -> io::Result<()> {
        let size = self.terminal.size()?;
        self.terminal.resize(Rect::from((Position::ORIGIN, size)))
    }

    async fn draw(
        &mut self,
        screen: &Screen,
        draw: &impl Fn(&Model, &mut Frame<'_>),
    ) -> anyhow::Result<()> {
        let size = self.terminal.size()?;
        let mut dirty = false;
        let effects = update(&mut self.model, Message::Frame(size));
        self.perform(effects.commands, screen, &mut dirty)?;
        // What is done in no time is in the frame already.
        let until = Instant::now() + PATIENCE;
        while !self.model.works.is_idle()
            && let Ok(Some(message)) = timeout_at(until, self.answers.recv()).await
        {
            let effects = update(&mut self.model, message);
            self.perform(effects.commands, screen, &mut dirty)?;
        }
        queue!(io::stdout(), BeginSynchronizedUpdate)?;
        self.terminal.draw(|frame| {
            // The terminal may have been resized this very moment; then the next frame is near.
            if frame.area() == Rect::from(self.model.size) {
                draw(&self.model, frame);
            }
        })?;
        execute!(io::stdout(), EndSynchronizedUpdate)?;
        Ok(())
    }

    fn take(&mut self, event: Event) -> Effects {
        let events = match self.listener.take(event) {
            Heard::Events(events) => events,
            Heard::Nothing => return Effects::default(),
            Heard::Background(background) => {
                return update(&mut self.model, Message::Background(background));
            }
        };
        let mut effects = Effects::default();
        for event in &events {
            let further = self.take_in(event);
            effects.draw |= further.draw;
            effects.commands.extend(further.commands);
        }
        effects
    }

    fn take_in(&mut self, event: &Event) -> Effects {
        let message = match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => Message::Key(Key::from(*key)),
            Event::Paste(text) => Message::Paste(text.clone()),
            Event::Resize(columns, rows) => Message::Resize((*columns, *rows).into()),
            Event::Mouse(mouse) => {
                let position = Position::new(mouse.column, mouse.row);
                match mouse.kind {
                    MouseEventKind::Down(MouseButton::Left) => Message::Click(position),
                    MouseEventKind::Drag(MouseButton::Left) => Message::Drag(position),
                    MouseEventKind::Up(MouseButton::Left) => Message::Release,
                    MouseEventKind::ScrollDown => Message::Wheel(position, WHEEL),
                    MouseEventKind::ScrollUp => Message::Wheel(position, -WHEEL),
                    _ => return Effects::default(),
                }
            }
            _ => return Effects::default(),
        };
        update(&mut self.model, message)
    }

    fn fetch(&self, wanted: BodiesWanted) {
        // The thread is there as long as its answers are wanted.
        let _ = self.fetch.send(wanted);
    }

    fn copy(&self, what: String, text: String) {
        let to_answer = self.to_answer.clone();
        tokio::task::spawn_blocking(move || {
            let place = clipboard::copy(&text).map_err(|error| error.to_string());
            // The receiver is gone only when the program ends.
            let _ = to_answer.send(Message::Copied { what, place });
        });
    }

    fn save(&self, save: Save) {
        let report = Arc::clone(&self.model.report);
        let inputs = Arc::clone(&self.inputs);
        let to_answer = self.to_answer.clone();
        tokio::task::spawn_blocking(move || {
            // The receiver is gone only when the program ends.
            let _ = to_answer.send(Message::Saved(write(&report, &inputs, save)));
        });
    }
}

/// Sends the terminal a sequence.
fn send(sequence: &[u8]) -> io::Result<()> {
    let mut terminal = io::stdout().lock();
    terminal.write_all(sequence)?;
    terminal.flush()
}

/// Does something on a thread of its own.
fn beside(name: &str, work: impl FnOnce() + Send + 'static) -> anyhow::Result<()> {
    let thread = thread::Builder::new().name(name.to_owned());
    thread.spawn(work).context("cannot start a thread")?;
    Ok(())
}

/// What came of work; it is told when this is dropped, also where the work panicked.
struct Answer {
    to: UnboundedSender<Message>,
    number: u64,
    done: Option<Done>,
}

impl Drop for Answer {
    fn drop(&mut self) {
        let done = self.done.take();
        let number = self.number;
        // The receiver is gone only when the program ends.
        let _ = self.to.send(Message::Worked { number, done });
    }
}

/// The next event if it is there already. (Polling with a waker that wakes nobody would not do:
/// the stream keeps the waker that it was first polled with.)
async fn at_once(events: &mut EventStream) -> Option<Option<io::Result<Event>>> {
    poll_fn(|context| {
        Poll::Ready(match events.poll_next_unpin(context) {
            Poll::Ready(event) => Some(event),
            Poll::Pending => None,
        })
    })
    .await
}

fn write(report: &Report, inputs: &[PathBuf], save: Save) -> Saved {
    if export::replaces_one_of(&save.path, inputs) {
        let path = save.path.display();
        return Saved::Failed(format!(
            "{path} is the capture itself. Choose another name."
        ));
    }
    if let Some(folder) = save.path.parent()
        && !folder.as_os_str().is_empty()
        && !folder.is_dir()
    {
        let folder = folder.display();
        return Saved::Failed(format!("The folder {folder} does not exist."));
    }
    if !save.overwrite && save.path.symlink_metadata().is_ok() {
        return Saved::Exists(save);
    }
    let options = export::Options {
        secrets: save.secrets,
        ..export::Options::default()
    };
    let format = &FORMATS[save.format];
    match export::save(&save.path, format, report, &save.ids, &options) {
        Ok(()) => Saved::Written {
            path: save.path,
            exchanges: save.ids.len(),
        },
        Err(error) => Saved::Failed(format!("{}: {error}", save.path.display())),
    }
}

/// A signal that matters to a program with a terminal.
enum Signal {
    /// The shell continued the program.
    Continue,
    /// The program is to end.
    End(Ended),
}

impl Signal {
    const fn end(name: &'static str, number: u8) -> Self {
        Self::End(Ended { name, number })
    }
}

#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    hang_up: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
    go_on: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let go_on = nix::sys::signal::Signal::SIGCONT as i32;
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
            go_on: signal(SignalKind::from_raw(go_on))?,
        })
    }

    async fn next(&mut self) -> Signal {
        tokio::select! {
            _ = self.terminate.recv() => Signal::end("SIGTERM", 15),
            _ = self.hang_up.recv() => Signal::end("SIGHUP", 1),
            _ = self.interrupt.recv() => Signal::end("SIGINT", 2),
            _ = self.go_on.recv() => Signal::Continue,
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) -> Signal {
        match tokio::signal::ctrl_c().await {
            Ok(()) => Signal::end("Ctrl-C", 2),
            Err(_) => std::future::pending().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_never_takes_the_place_of_its_capture() {
        let folder = tempfile::tempdir().unwrap();
        let capture = folder.path().join("shop.har");
        std::fs::write(&capture, "kept").unwrap();
        let saved = |path: PathBuf, overwrite| {
            let save = Save {
                path,
                format: 0,
                ids: Arc::default(),
                secrets: false,
                overwrite,
            };
            write(&Report::default(), std::slice::from_ref(&capture), save)
        };
        for overwrite in [false, true] {
            let refused = saved(folder.path().join(".").join("shop.har"), overwrite);
            let Saved::Failed(reason) = refused else {
                panic!("{refused:?}");
            };
            assert!(reason.ends_with("is the capture itself. Choose another name."));
        }
        assert_eq!(std::fs::read(&capture).unwrap(), b"kept");
        let written = saved(folder.path().join("shop.txt"), false);
        assert!(matches!(written, Saved::Written { .. }), "{written:?}");
    }
}
