<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>wd::Application</name>
    <message>
        <source>Opening the workspace…</source>
        <translation>正在打开工作区…</translation>
    </message>
    <message>
        <source>Open my own workspace</source>
        <translation>打开我自己的工作区</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>wd::Attention</name>
    <message>
        <source>Held back</source>
        <translation>已暂停发送</translation>
    </message>
    <message>
        <source>The channel “%1” refuses everything; its people stay queued.</source>
        <translation>通道“%1”拒绝所有请求；未发送的用户保留在队列中。</translation>
    </message>
    <message>
        <source>Not sent in time</source>
        <translation>未按时发送</translation>
    </message>
    <message>
        <source>The program was not running.</source>
        <translation>到点时程序没有运行。</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Unsent people wait until you continue.</source>
        <translation>未发送的用户等待您继续发送。</translation>
    </message>
    <message>
        <source>Uncertain</source>
        <translation>结果不明</translation>
    </message>
    <message>
        <source>%1 people may have received it: please say what became of them.</source>
        <translation>%1 人可能已收到，请确认处理方式。</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>%1 people did not receive it.</source>
        <translation>%1 人没有收到。</translation>
    </message>
</context>
<context>
    <name>wd::Confirm</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>wd::DeskView</name>
    <message>
        <source>Leave without saving?</source>
        <translation>不保存就离开？</translation>
    </message>
    <message>
        <source>What you changed on “%1” is not saved yet.</source>
        <translation>“%1”中的修改尚未保存。</translation>
    </message>
    <message>
        <source>Leave without saving</source>
        <translation>不保存，离开</translation>
    </message>
    <message>
        <source>Use my own data</source>
        <translation>改用自己的数据</translation>
    </message>
    <message>
        <source>Sample workspace · sends to this computer only</source>
        <translation>示例工作区 · 只发往本机</translation>
    </message>
    <message>
        <source>A channel waits for its secret; its messages stay queued.</source>
        <translation>有通道在等待密钥；其消息保留在队列中。</translation>
    </message>
    <message>
        <source>Open the channel</source>
        <translation>打开通道</translation>
    </message>
</context>
<context>
    <name>wd::ErrorTexts</name>
    <message>
        <source>The file %1 can&apos;t be read: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 can&apos;t be written: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database %1 reports: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was written by a newer version of Webhook Desk (data version %2; this program knows %3). Please update the program; nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a database of Webhook Desk. Please choose another folder; nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The workspace %1 is in use by process %2 on %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no workspace in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keychain of this computer can&apos;t be reached (%1). Secrets can be kept for this session only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keychain is locked (%1). Please unlock it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no secret for the channel “%1” in the keychain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not valid JSON at line %2, column %3: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key “%1” stands twice in one object (line %2, column %3).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no field “%1” here; known fields are: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The field “%1” is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected %1, found %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is out of range; allowed is %2 to %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not known here; allowed is: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” can&apos;t be used; what would be right: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 must not be empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 are too many; at most %2 are allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” stands there twice; it may stand only once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no %1 called “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is in use by: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version of Webhook Desk does not know “%1” yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found %1 in the template; expected %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text becomes longer than %1 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The channel “%1” is disabled. Please enable it or choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The channel “%1” needs attributes that only login users have (%2); visitors can&apos;t be sent through it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is in the past. Please choose a later time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The segment now has %1 people; the review showed %2. Please look again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not possible while the campaign is %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>wd::Field</name>
    <message>
        <source>%1, required</source>
        <translation>%1，必填</translation>
    </message>
</context>
<context>
    <name>wd::FoldCard</name>
    <message>
        <source>Fold step %1, %2</source>
        <translation>收起第 %1 步：%2</translation>
    </message>
    <message>
        <source>Open step %1, %2</source>
        <translation>展开第 %1 步：%2</translation>
    </message>
</context>
<context>
    <name>wd::Formatting</name>
    <message>
        <source>today %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>tomorrow %1</source>
        <translation>明天 %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>昨天 %1</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
</context>
<context>
    <name>wd::MainWindow</name>
    <message numerus="yes">
        <source>%n campaign(s) will not be sent while the program is closed.</source>
        <translation>
            <numerusform>退出后 %n 个活动不会发送</numerusform>
        </translation>
    </message>
    <message>
        <source>Quit without saving?</source>
        <translation>不保存就退出？</translation>
    </message>
    <message>
        <source>What is due in the meantime is noted as not sent in time, or goes on at the next start.</source>
        <translation>退出期间到点的活动会记为未按时发送，或在下次启动后继续。</translation>
    </message>
    <message>
        <source>What you changed on “%1” is not saved yet.</source>
        <translation>“%1”中的修改尚未保存。</translation>
    </message>
    <message>
        <source>Quit anyway</source>
        <translation>仍要退出</translation>
    </message>
    <message>
        <source>Sample workspace</source>
        <translation>示例工作区</translation>
    </message>
</context>
<context>
    <name>wd::Navigation</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>智能运营</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Product settings</source>
        <translation>产品配置</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>运营活动</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>发送记录</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>用户分群</translation>
    </message>
    <message>
        <source>Users &amp; events</source>
        <translation>用户与事件</translation>
    </message>
    <message>
        <source>Webhook channels</source>
        <translation>webhook 配置</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
</context>
<context>
    <name>wd::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Reach your users through your own systems</source>
        <translation>通过自己的系统触达用户</translation>
    </message>
    <message>
        <source>Choose people, choose a webhook channel, fill in a template and go online. Everything stays on this computer, and requests are sent from here.</source>
        <translation>选择用户分群和 webhook 通道，填写模板，然后上线。所有数据都保存在本机，请求也由本机发出。</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>您的姓名</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>Stands beside everything that you create or change.</source>
        <translation>会记录在您创建或修改的每一项内容旁。</translation>
    </message>
    <message>
        <source>Try the sample “Baige”</source>
        <translation>试用示例“白鸽”</translation>
    </message>
    <message>
        <source>Start from scratch</source>
        <translation>从零开始</translation>
    </message>
    <message>
        <source>The sample is a workspace of its own. Its requests go to a receiver inside this program and never leave this computer.</source>
        <translation>示例是独立的工作区，请求只发往本程序内置的接收端，不会离开本机。</translation>
    </message>
    <message>
        <source>Accepted by the receiver today</source>
        <translation>今日对方已接收</translation>
    </message>
    <message>
        <source>Failed today</source>
        <translation>今日失败</translation>
    </message>
    <message>
        <source>Uncertain today</source>
        <translation>今日结果不明</translation>
    </message>
    <message>
        <source>Next sends</source>
        <translation>接下来的发送</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>Open the deliveries: %1</source>
        <translation>打开发送记录：%1</translation>
    </message>
    <message>
        <source>Nothing is scheduled.</source>
        <translation>没有预约的活动。</translation>
    </message>
    <message>
        <source>All is well: nothing is paused, failed or uncertain.</source>
        <translation>一切正常：没有暂停、失败或结果不明的活动。</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
</context>
<context>
    <name>wd::PreferencesPage</name>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
    <message>
        <source>For you on this computer</source>
        <translation>本机用户</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>For this workspace</source>
        <translation>当前工作区</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>Stands beside everything that you create or change.</source>
        <translation>会记录在您创建或修改的每一项内容旁。</translation>
    </message>
    <message>
        <source>Folder: %1</source>
        <translation>文件夹：%1</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Days and times of this workspace, “yesterday” included. Type to search.</source>
        <translation>本工作区的日期和时间（包括“昨日”）都按此时区计算。输入即可搜索。</translation>
    </message>
    <message>
        <source>“%1” is no time zone. Choose one of the list, such as Asia/Shanghai.</source>
        <translation>没有名为“%1”的时区。请从列表中选择，例如 Asia/Shanghai。</translation>
    </message>
</context>
<context>
    <name>wd::RowActions</name>
    <message>
        <source>%1, %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>wd::SampleLoader</name>
    <message>
        <source>Writing the sample…</source>
        <translation>正在生成示例…</translation>
    </message>
    <message>
        <source>Importing users…</source>
        <translation>正在导入用户…</translation>
    </message>
    <message>
        <source>Importing events…</source>
        <translation>正在导入事件…</translation>
    </message>
    <message>
        <source>Setting up channels, segments and campaigns…</source>
        <translation>正在建立通道、分群和活动…</translation>
    </message>
</context>
<context>
    <name>wd::Stage</name>
    <message>
        <source>Close the panel</source>
        <translation>关闭面板</translation>
    </message>
</context>
<context>
    <name>wd::StatusBar</name>
    <message>
        <source>Automatic sending: paused</source>
        <translation>自动发送：已暂停</translation>
    </message>
    <message>
        <source>Automatic sending: on</source>
        <translation>自动发送：开</translation>
    </message>
    <message>
        <source>Waiting to be sent: %1</source>
        <translation>待发送 %1</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>失败 %1</translation>
    </message>
    <message>
        <source>Uncertain: %1</source>
        <translation>结果不明 %1</translation>
    </message>
    <message>
        <source>Continue sending</source>
        <translation>继续发送</translation>
    </message>
    <message>
        <source>Pause everything</source>
        <translation>全部暂停</translation>
    </message>
    <message>
        <source>Sending goes on where it stopped.</source>
        <translation>从停下的地方继续发送。</translation>
    </message>
    <message>
        <source>Nothing is sent until you continue, even after a restart.</source>
        <translation>在您选择继续之前不会发送任何内容，重启后也一样。</translation>
    </message>
    <message>
        <source>Next: nothing is scheduled</source>
        <translation>下次：无预约</translation>
    </message>
    <message>
        <source>Next: %1 %2</source>
        <translation>下次：%1 %2</translation>
    </message>
    <message>
        <source>Next: %1 (%3) %2</source>
        <translation>下次：%1（%3）%2</translation>
    </message>
</context>
</TS>
