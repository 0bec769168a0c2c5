#include "ui/channels/receiverwindow.h"

#include "models/workspace/workspace.h"
#include "ui/channels/receivedmodel.h"
#include "ui/shared/buttons.h"
#include "ui/shared/card.h"
#include "ui/shared/field.h"
#include "ui/shared/icons.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/jsontext.h"
#include "ui/shared/statepill.h"
#include "ui/shared/tableview.h"
#include "ui/texts/errortexts.h"

#include <QCheckBox>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QScreen>
#include <QSpinBox>
#include <QSplitter>

namespace wd {

namespace {

constexpr int controlHeight = 32;
constexpr int titleHeight = 40; // of a window, as systems draw it

} // namespace

ReceiverWindow* ReceiverWindow::open(const PageContext& context, QWidget* window)
{
    auto* receiver = window->findChild<ReceiverWindow*>(QStringLiteral("receiverWindow"), Qt::FindDirectChildrenOnly);
    if (!receiver)
        receiver = new ReceiverWindow(context, window);
    receiver->show();
    receiver->raise();
    receiver->activateWindow();
    return receiver;
}

ReceiverWindow::ReceiverWindow(const PageContext& context, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_receiver(context.receiver)
    , m_requests(ReceivedModel::of(parent, context.receiver))
{
    setObjectName(QStringLiteral("receiverWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_StyledBackground);
    setProperty("look", QStringLiteral("window"));
    (new QVBoxLayout(this))->setContentsMargins(24, 20, 24, 20);
    m_requests->setZone(context.workspace.zone());
    build();
    place();
    // It follows the workspace whose zone and receiver it shows.
    connect(&context.workspace, &QObject::destroyed, this, &QWidget::close);
    connect(&context.workspace.settings(), &SettingsService::changed, this,
        [this, &workspace = context.workspace] { m_requests->setZone(workspace.zone()); });
    connect(&m_receiver, &Receiver::changed, this, &ReceiverWindow::showState);
    if (m_receiver.port() == 0)
        m_startStop->setFocus();
}

// Over the middle of the window it was opened from, whole on its screen with its title.
void ReceiverWindow::place()
{
    const QRect room = parentWidget()->screen()->availableGeometry().adjusted(0, titleHeight, 0, 0);
    QRect mine(QPoint(), QSize(960, 680).boundedTo(room.size() * 0.9));
    mine.moveCenter(parentWidget()->window()->frameGeometry().center());
    mine.moveLeft(qBound(room.left(), mine.left(), room.right() - mine.width()));
    mine.moveTop(qBound(room.top(), mine.top(), room.bottom() - mine.height()));
    setGeometry(mine);
}

void ReceiverWindow::build()
{
    const int chosen = m_table ? m_table->currentIndex().row() : -1;
    delete m_content;
    setWindowTitle(tr("Local test receiver"));
    m_content = new QWidget(this);
    m_state = new StatePill(m_content);
    m_message = new InlineMessage(QStringLiteral("receiverMessage"), m_content);
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(makeControls());
    column->addWidget(m_message);
    column->addWidget(makeBody(), 1);
    layout()->addWidget(m_content);
    showOptions();
    showState();
    if (chosen >= 0)
        m_table->selectRow(chosen);
}

void ReceiverWindow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        QMetaObject::invokeMethod(this, &ReceiverWindow::build, Qt::QueuedConnection);
}

void ReceiverWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

QWidget* ReceiverWindow::makeControls()
{
    auto* box = new Card({}, m_content);
    m_address = new QLineEdit(box);
    m_address->setObjectName(QStringLiteral("receiverAddress"));
    m_address->setAccessibleName(tr("Address"));
    m_address->setReadOnly(true);
    m_address->setPlaceholderText(tr("Start it to get its address."));
    m_copy = iconButton(tr("Copy the address"), QStringLiteral("copy"), QStringLiteral("copyReceiverAddress"), box);
    m_startStop = primaryButton(tr("Start"), QStringLiteral("play"), QStringLiteral("receiverStartStop"), box);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_state);
    head->addSpacing(4);
    head->addWidget(m_address, 1);
    head->addWidget(m_copy);
    head->addWidget(m_startStop);
    box->body()->setSpacing(16);
    box->body()->addLayout(head);
    box->body()->addWidget(makeOptions());
    connect(m_startStop, &QPushButton::clicked, this, &ReceiverWindow::startOrStop);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_address->text()); });
    return box;
}

QWidget* ReceiverWindow::makeOptions()
{
    auto* box = new QWidget(m_content);
    const auto number = [box](const QString& name, int least, int most) {
        auto* spin = new QSpinBox(box);
        spin->setObjectName(name);
        spin->setRange(least, most);
        return spin;
    };
    m_port = number(QStringLiteral("receiverPort"), 0, 65535);
    m_port->setSpecialValueText(tr("Automatic"));
    m_status = number(QStringLiteral("receiverStatus"), 100, 599);
    m_delay = number(QStringLiteral("receiverDelay"), 0, 600000);
    m_delay->setSuffix(tr(" ms"));
    m_secret = new QLineEdit(box);
    m_secret->setObjectName(QStringLiteral("receiverSecret"));
    m_secret->setEchoMode(QLineEdit::Password);
    m_showSecret = iconButton(tr("Show the secret"), QStringLiteral("eye"), QStringLiteral("showReceiverSecret"), box);
    m_showSecret->setCheckable(true);
    m_copySecret = iconButton(tr("Copy the secret"), QStringLiteral("copy"), QStringLiteral("copyReceiverSecret"), box);
    m_check = new QCheckBox(tr("Check signatures"), box);
    m_check->setObjectName(QStringLiteral("receiverCheck"));
    m_check->setProperty("look", QStringLiteral("beside"));
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    auto* port = new Field(tr("Port"), m_port, Field::Need::Optional, box);
    port->setHint(tr("Chosen once, then the same at every start."));
    row->addWidget(port, 2, Qt::AlignTop);
    row->addWidget(new Field(tr("Status to answer"), m_status, Field::Need::Optional, box), 2, Qt::AlignTop);
    row->addWidget(new Field(tr("Delay"), m_delay, Field::Need::Optional, box), 2, Qt::AlignTop);
    auto* secret = new Field(tr("Secret key to check"), m_secret, Field::Need::Optional, box);
    secret->setHint(tr("The key that your channel signs with. What you enter is kept in the system's keychain."));
    for (QPushButton* beside : {m_showSecret, m_copySecret})
        beside->setFixedHeight(controlHeight);
    secret->addBeside(m_showSecret);
    secret->addBeside(m_copySecret);
    secret->addBeside(m_check);
    row->addWidget(secret, 5, Qt::AlignTop);
    connect(m_port, &QSpinBox::valueChanged, this, &ReceiverWindow::applyOptions);
    connect(m_status, &QSpinBox::valueChanged, this, &ReceiverWindow::applyOptions);
    connect(m_delay, &QSpinBox::valueChanged, this, &ReceiverWindow::applyOptions);
    connect(m_check, &QCheckBox::clicked, this, &ReceiverWindow::applyOptions);
    connect(m_secret, &QLineEdit::textEdited, this, &ReceiverWindow::applyOptions);
    connect(m_secret, &QLineEdit::textChanged, m_copySecret,
        [this](const QString& text) { m_copySecret->setEnabled(!text.isEmpty()); });
    connect(m_showSecret, &QPushButton::toggled, m_secret,
        [this](bool shown) { m_secret->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password); });
    connect(m_copySecret, &QPushButton::clicked, m_secret,
        [this] { QGuiApplication::clipboard()->setText(m_secret->text()); });
    m_copySecret->setEnabled(false);
    return box;
}

QWidget* ReceiverWindow::makeBody()
{
    auto* splitter = new QSplitter(Qt::Vertical, m_content);
    m_table = new TableView(QStringLiteral("receivedTable"), tr("Requests that arrived"), splitter);
    m_table->setModel(m_requests);
    m_table->setColumns({{Column::Fixed, 170}, {Column::Stretch, 120}, {Column::Stretch, 180}, {Column::Fixed, 148},
        {Column::Fixed, 90}, {Column::Stretch, 180}});
    m_body = new QPlainTextEdit(splitter);
    m_body->setObjectName(QStringLiteral("receivedBody"));
    m_body->setAccessibleName(tr("Body of the chosen request"));
    m_body->setPlaceholderText(tr("Choose a request to read its body."));
    m_body->setReadOnly(true);
    m_body->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    splitter->addWidget(m_table);
    splitter->addWidget(m_body);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(16);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ReceiverWindow::showRequest);
    return splitter;
}

// The record file and the like stay as the receiver was started with them.
ReceiverOptions ReceiverWindow::options() const
{
    ReceiverOptions options = m_receiver.options();
    options.port = quint16(m_port->value());
    options.status = m_status->value();
    options.delayMs = m_delay->value();
    options.checkSignature = m_check->isChecked();
    options.secret = Secret(m_secret->text().toUtf8());
    return options;
}

void ReceiverWindow::startOrStop()
{
    m_message->clear();
    if (m_receiver.port() != 0)
        m_receiver.stop();
    else if (const Result<quint16> port = m_receiver.start(options()); !port)
        m_message->show(Role::Error,
            port.error().kind == ErrorKind::BadValue
                ? tr("Port %1 is used by another program. End that program or choose another port.")
                      .arg(m_port->value())
                : errorText(port.error()));
}

// A running receiver takes them from the next request on; one at rest keeps them for its start.
void ReceiverWindow::applyOptions()
{
    m_receiver.setOptions(options());
}

void ReceiverWindow::showOptions()
{
    const ReceiverOptions options = m_receiver.options();
    const QSignalBlocker quiet[]{QSignalBlocker(m_port), QSignalBlocker(m_status), QSignalBlocker(m_delay)};
    m_port->setValue(options.port);
    m_status->setValue(options.status);
    m_delay->setValue(options.delayMs);
    m_check->setChecked(options.checkSignature);
    if (const QString secret = QString::fromUtf8(options.secret.reveal()); secret != m_secret->text())
        m_secret->setText(secret);
}

void ReceiverWindow::showState()
{
    const bool listens = m_receiver.port() != 0;
    m_state->set(listens ? Role::Ok : Role::Neutral, listens ? tr("Listening") : tr("Stopped"),
        listens ? QString() : QStringLiteral("stop"));
    m_startStop->setText(listens ? tr("Stop") : tr("Start"));
    m_startStop->setAccessibleName(m_startStop->text());
    m_startStop->setIcon(icon(listens ? QStringLiteral("stop") : QStringLiteral("play"), Token::OnAccent));
    m_address->setText(listens ? QStringLiteral("http://127.0.0.1:%1/").arg(m_receiver.port()) : QString());
    m_copy->setEnabled(listens);
    m_port->setEnabled(!listens);
    m_port->setToolTip(listens ? tr("Stop the receiver to choose another port.") : QString());
    if (listens)
        showOptions();
}

void ReceiverWindow::showRequest(const QModelIndex& index)
{
    m_body->setPlainText(index.isValid() ? prettyJson(m_requests->request(index.row()).body) : QString());
}

} // namespace wd
