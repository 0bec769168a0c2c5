<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
        <name>wd::AdvancedSection</name>
        <message>
            <source>Advanced</source>
            <translation>高级</translation>
        </message>
        <message>
            <source>open</source>
            <translation>已展开</translation>
        </message>
        <message>
            <source>folded</source>
            <translation>已收起</translation>
        </message>
        <message>
            <source>Request format</source>
            <translation>请求格式</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>请求方法</translation>
        </message>
        <message>
            <source>It may hand it out twice: when the outcome is uncertain, stop and wait for my word</source>
            <translation>可能重复发放：结果不明就停下等我确认</translation>
        </message>
        <message>
            <source>It recognises the request id: retry by itself</source>
            <translation>能按请求 ID 去重：自动重试</translation>
        </message>
        <message>
            <source>When the receiver gets the same request again</source>
            <translation>对方收到重复请求时</translation>
        </message>
        <message>
            <source>No limit</source>
            <translation>不限</translation>
        </message>
        <message>
            <source> s</source>
            <translation> 秒</translation>
        </message>
        <message>
            <source>People a second</source>
            <translation>每秒人数</translation>
        </message>
        <message>
            <source>Requests at once</source>
            <translation>同时请求数</translation>
        </message>
        <message>
            <source>People a request</source>
            <translation>每次请求人数</translation>
        </message>
        <message>
            <source>Time to answer</source>
            <translation>超时</translation>
        </message>
        <message>
            <source>Retries after</source>
            <translation>自动重试</translation>
        </message>
        <message>
            <source>%1 h</source>
            <translation>%1 小时</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 分钟</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 秒</translation>
        </message>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
        <message>
            <source>How a request&apos;s content is laid out. The receiver&apos;s team says which one it reads.</source>
            <translation>请求内容的排列方式。选哪一种由对方研发告知。</translation>
        </message>
        <message>
            <source>POST unless the receiver&apos;s team asks for another.</source>
            <translation>除非对方研发另有要求，一律用 POST。</translation>
        </message>
        <message>
            <source>Such as 5 s, 30 s, 5 min, 2 h. Empty: none.</source>
            <translation>如：5 秒、30 秒、5 分钟、2 小时。留空：不重试。</translation>
        </message>
</context>
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
        <message>
            <source>Another program uses port %1, where the sample&apos;s receiver listens. End that program and start again, or let the receiver have another port: the sample&apos;s channels follow it.</source>
            <translation>其他程序占用了端口 %1，示例的接收端要在此监听。请关闭该程序后重新启动，或改用其他端口：示例中的通道会随之更改。</translation>
        </message>
        <message>
            <source>Use another port</source>
            <translation>改用其他端口</translation>
        </message>
</context>
<context>
        <name>wd::Attention</name>
        <message>
            <source>Not sent in time</source>
            <translation>未按时发送</translation>
        </message>
        <message>
            <source>Uncertain</source>
            <translation>结果不明</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message numerus="yes">
            <source>%1 people may have received it: please say what became of them.</source>
            <translation>
                <numerusform>对方可能已接收 %1 人，请确认实际结果。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 people did not receive it.</source>
            <translation>
                <numerusform>%1 人发送失败。</numerusform>
            </translation>
        </message>
        <message>
            <source>Enter the secret</source>
            <translation>填写密钥</translation>
        </message>
        <message>
            <source>Test the channel</source>
            <translation>去测试</translation>
        </message>
        <message>
            <source>Open the channel</source>
            <translation>查看通道</translation>
        </message>
        <message>
            <source>Continue sending</source>
            <translation>继续发送</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>查看</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>立即继续</translation>
        </message>
        <message>
            <source>The local test receiver is not running. %1</source>
            <translation>本机测试接收端未启动。%1</translation>
        </message>
        <message>
            <source>Start the receiver</source>
            <translation>启动接收端</translation>
        </message>
        <message>
            <source>Enter the secret again</source>
            <translation>重新填写密钥</translation>
        </message>
        <message>
            <source>The program was not running at %1.</source>
            <translation>到了预定时间 %1，程序没有运行。</translation>
        </message>
</context>
<context>
        <name>wd::AttributeRow</name>
        <message>
            <source>Choose…</source>
            <translation>请选择…</translation>
        </message>
        <message>
            <source>Parameter name</source>
            <translation>参数名称</translation>
        </message>
        <message>
            <source>User attribute</source>
            <translation>用户属性</translation>
        </message>
        <message>
            <source>If missing</source>
            <translation>缺失时</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>默认值</translation>
        </message>
        <message>
            <source>Used only with “%1”.</source>
            <translation>仅在“%1”时使用。</translation>
        </message>
</context>
<context>
        <name>wd::BasicsSection</name>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Request address</source>
            <translation>请求地址</translation>
        </message>
        <message>
            <source>Authentication</source>
            <translation>鉴权方式</translation>
        </message>
        <message>
            <source>User name</source>
            <translation>用户名</translation>
        </message>
        <message>
            <source>Name of the header</source>
            <translation>请求头名称</translation>
        </message>
        <message>
            <source>Secret key</source>
            <translation>密钥</translation>
        </message>
        <message>
            <source>As your colleagues will look for it, such as “Coupon centre”.</source>
            <translation>同事能认出的名称，例如“白鸽卡券中心”。</translation>
        </message>
        <message>
            <source>The address holds full-width characters. %1 is meant?</source>
            <translation>地址中有全角字符，是否应为 %1？</translation>
        </message>
        <message>
            <source>Correct it</source>
            <translation>改正</translation>
        </message>
        <message>
            <source>The address holds a user name or password. They belong into Basic Authentication.</source>
            <translation>地址中含有用户名或密码，应放入 Basic Authentication。</translation>
        </message>
        <message>
            <source>Move them there</source>
            <translation>移过去</translation>
        </message>
        <message>
            <source>Without https everybody on the way can read what is sent.</source>
            <translation>没有 https，途中任何人都能读到所发内容。</translation>
        </message>
        <message>
            <source>The host %1 may look like another one; please compare it.</source>
            <translation>主机 %1 可能与其他主机外形相似，请核对。</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>环境</translation>
        </message>
        <message>
            <source>In production, a test with a real person is asked about first.</source>
            <translation>生产环境中，用真实用户测试前会先询问。</translation>
        </message>
        <message>
            <source>Use the local test receiver</source>
            <translation>填入本机测试接收端</translation>
        </message>
        <message>
            <source>A receiver inside this program: it starts, and its address is filled in.</source>
            <translation>程序自带的接收端：随即启动，并填入它的地址。</translation>
        </message>
</context>
<context>
        <name>wd::CampaignCommands</name>
        <message>
            <source>People in the segment: %1, will be sent: %2, requests: %3.</source>
            <translation>分群人数 %1，将发送 %2 人，请求 %3 个。</translation>
        </message>
        <message>
            <source>No program is running that sends.</source>
            <translation>当前没有正在发送的程序。</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Campaign</source>
            <translation>活动</translation>
        </message>
        <message>
            <source>Recipient id</source>
            <translation>接收人标识</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>There are no such deliveries.</source>
            <translation>没有符合条件的发送记录。</translation>
        </message>
        <message>
            <source>Process %1 has the workspace open and does not answer.</source>
            <translation>进程 %1 已打开此工作区，但没有应答。</translation>
        </message>
        <message>
            <source>Not sent to %1: %2</source>
            <translation>%1 人不发送：%2</translation>
        </message>
</context>
<context>
        <name>wd::CampaignEditPage</name>
        <message>
            <source>Campaign</source>
            <translation>活动</translation>
        </message>
        <message>
            <source>Operations</source>
            <translation>智能运营</translation>
        </message>
        <message>
            <source>Campaigns</source>
            <translation>运营活动</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Save draft</source>
            <translation>保存草稿</translation>
        </message>
        <message>
            <source>Go online</source>
            <translation>上线</translation>
        </message>
        <message>
            <source>Trigger</source>
            <translation>触发设置</translation>
        </message>
        <message>
            <source>Template parameters</source>
            <translation>模板参数</translation>
        </message>
        <message>
            <source>Once</source>
            <translation>一次性</translation>
        </message>
        <message>
            <source>Test the effect</source>
            <translation>测试效果</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>下一步</translation>
        </message>
        <message>
            <source>This campaign is not there any more.</source>
            <translation>这个活动已不存在。</translation>
        </message>
        <message>
            <source>webhook message %1</source>
            <translation>webhook消息%1</translation>
        </message>
        <message>
            <source>Save and schedule again</source>
            <translation>保存并重新预约</translation>
        </message>
        <message>
            <source>Go online again</source>
            <translation>再次上线</translation>
        </message>
        <message>
            <source>Please choose a channel first.</source>
            <translation>请先选择通道。</translation>
        </message>
        <message>
            <source>Draft saved %1</source>
            <translation>草稿已保存（%1）</translation>
        </message>
        <message>
            <source>The campaign is still being read.</source>
            <translation>正在读取活动。</translation>
        </message>
        <message>
            <source>This campaign is sending. It can be changed while it is paused.</source>
            <translation>活动正在发送。暂停后才能修改。</translation>
        </message>
        <message>
            <source>Pause and edit</source>
            <translation>暂停并修改</translation>
        </message>
        <message>
            <source>Please pause the campaign first.</source>
            <translation>请先暂停活动。</translation>
        </message>
        <message>
            <source>Fixed until this run has ended: it goes to these people, through this channel.</source>
            <translation>本批次结束前不能修改：发送对象和通道已确定。</translation>
        </message>
        <message>
            <source>Sending is paused. What you change goes to whoever has not been sent to; name, segment, channel and time are fixed until this run has ended.</source>
            <translation>发送已暂停。修改的内容用于未发送的用户；本批次结束前，名称、分群、通道和时间不能修改。</translation>
        </message>
        <message>
            <source>Save changes</source>
            <translation>保存修改</translation>
        </message>
        <message>
            <source>Nothing has been changed yet.</source>
            <translation>还没有任何修改。</translation>
        </message>
        <message>
            <source>The changes are being saved.</source>
            <translation>正在保存修改。</translation>
        </message>
        <message>
            <source>New webhook campaign</source>
            <translation>新建 webhook 活动</translation>
        </message>
        <message>
            <source>Once: at the time that you choose below, to everybody who is in the segment then.</source>
            <translation>一次性：在下方设定的时间，向届时分群中的所有人发送一次。</translation>
        </message>
</context>
<context>
        <name>wd::CampaignLook</name>
        <message>
            <source>Sending</source>
            <translation>发送中</translation>
        </message>
        <message>
            <source>Paused by hand</source>
            <translation>已手动暂停</translation>
        </message>
        <message>
            <source>Not sent in time</source>
            <translation>未按时发送</translation>
        </message>
        <message>
            <source>Can&apos;t be read</source>
            <translation>无法读取</translation>
        </message>
        <message>
            <source>Uncertain: %1</source>
            <translation>结果不明 %1</translation>
        </message>
        <message>
            <source>Failed: %1</source>
            <translation>失败 %1</translation>
        </message>
        <message>
            <source>Not sent: %1</source>
            <translation>未发送 %1</translation>
        </message>
        <message numerus="yes">
            <source>%1 people: %2</source>
            <translation>
                <numerusform>%1 人：%2</numerusform>
            </translation>
        </message>
        <message>
            <source>Left out: %1</source>
            <translation>跳过 %1</translation>
        </message>
        <message>
            <source>Planned for %1</source>
            <translation>原定 %1</translation>
        </message>
        <message>
            <source>Left uncertain: %1</source>
            <translation>不处理 %1</translation>
        </message>
</context>
<context>
        <name>wd::CampaignModel</name>
        <message>
            <source>%1 / %2</source>
            <comment>accepted / all</comment>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>about %1</source>
            <translation>预计 %1</translation>
        </message>
        <message>
            <source>Scheduled: %1</source>
            <translation>预约上线：%1</translation>
        </message>
        <message>
            <source>Ended: %1</source>
            <translation>结束：%1</translation>
        </message>
        <message>
            <source>Online: %1</source>
            <translation>上线：%1</translation>
        </message>
        <message>
            <source>Once</source>
            <translation>一次性</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Trigger</source>
            <translation>触发类型</translation>
        </message>
        <message>
            <source>People sent to</source>
            <translation>消息发送人数</translation>
        </message>
        <message>
            <source>Online and offline</source>
            <translation>上下线时间</translation>
        </message>
        <message>
            <source>Changed by</source>
            <translation>更新人</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Actions</source>
            <translation>操作</translation>
        </message>
        <message>
            <source>Planned: %1</source>
            <translation>原定上线：%1</translation>
        </message>
</context>
<context>
        <name>wd::CampaignsPage</name>
        <message>
            <source>Campaigns</source>
            <translation>运营活动</translation>
        </message>
        <message>
            <source>Operations</source>
            <translation>智能运营</translation>
        </message>
        <message>
            <source>New webhook campaign</source>
            <translation>新建 webhook 活动</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>All states</source>
            <translation>全部状态</translation>
        </message>
        <message>
            <source>Only mine</source>
            <translation>只看跟我相关的</translation>
        </message>
        <message>
            <source>Campaigns that the operator of this workspace made or changed last.</source>
            <translation>由本工作区操作人创建或最后修改的活动。</translation>
        </message>
        <message>
            <source>Search by name</source>
            <translation>按名称搜索</translation>
        </message>
        <message>
            <source>No campaign yet. One sends a message to everybody in a segment.</source>
            <translation>还没有活动。活动会向一个分群中的每个人发送消息。</translation>
        </message>
        <message>
            <source>No campaign matches the filter.</source>
            <translation>没有符合筛选条件的活动。</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>编辑</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Continue sending</source>
            <translation>继续发送</translation>
        </message>
        <message>
            <source>Take offline</source>
            <translation>下线</translation>
        </message>
        <message>
            <source>Duplicate</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>“%1” was deleted.</source>
            <translation>已删除“%1”。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message numerus="yes">
            <source>%n people have no outcome yet: who is in no request is cancelled, requests under way are finished first.</source>
            <translation>
                <numerusform>还有 %Ln 人没有结果：尚未进入请求的将被取消，正在进行的请求会先完成。</numerusform>
            </translation>
        </message>
        <message>
            <source>“%1” will not be sent.</source>
            <translation>“%1”将不会发送。</translation>
        </message>
        <message>
            <source>Take the campaign offline?</source>
            <translation>下线该活动？</translation>
        </message>
        <message>
            <source>Start here: open “%1”, give the coupon a value, test it, and go online.</source>
            <translation>从这里开始：打开“%1”，填写券面值，测试效果，然后上线。</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Enter the secret</source>
            <translation>填写密钥</translation>
        </message>
        <message>
            <source>Pause and edit</source>
            <translation>暂停并修改</translation>
        </message>
        <message>
            <source>A campaign sends a message to everybody in a segment, through a webhook channel.</source>
            <translation>新建一个运营活动：通过 webhook 通道向一个分群的每个人发送。</translation>
        </message>
        <message>
            <source>Delete the campaign?</source>
            <translation>删除这个活动？</translation>
        </message>
        <message>
            <source>“%1” leaves this list. What it has sent stays in the deliveries.</source>
            <translation>“%1”将从列表中移除，已发送的内容仍保留在发送记录中。</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>立即继续</translation>
        </message>
</context>
<context>
        <name>wd::ChangeQuestion</name>
        <message>
            <source>Save the changes?</source>
            <translation>保存修改？</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Only save</source>
            <translation>只保存</translation>
        </message>
        <message>
            <source>Save and continue</source>
            <translation>保存并继续</translation>
        </message>
        <message numerus="yes">
            <source>The new content goes to %n people who have not been sent to</source>
            <translation>
                <numerusform>新内容用于未发送的 %Ln 人</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people who have been sent to stay as they are</source>
            <translation>
                <numerusform>已发送 %Ln 人不变</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people who wait for a retry still get the old content</source>
            <translation>
                <numerusform>等待重试 %Ln 人仍用旧内容</numerusform>
            </translation>
        </message>
        <message>
            <source>%1.</source>
            <comment>a sentence</comment>
            <translation>%1。</translation>
        </message>
        <message>
            <source>; </source>
            <comment>between parts of a sentence</comment>
            <translation>；</translation>
        </message>
</context>
<context>
        <name>wd::ChannelEditPage</name>
        <message>
            <source>Channel</source>
            <translation>通道</translation>
        </message>
        <message>
            <source>Product settings</source>
            <translation>产品配置</translation>
        </message>
        <message>
            <source>General</source>
            <translation>常规配置</translation>
        </message>
        <message>
            <source>Webhook channels</source>
            <translation>webhook 配置</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>编辑</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>测试效果</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Nothing has been changed yet.</source>
            <translation>尚未修改任何内容。</translation>
        </message>
        <message numerus="yes">
            <source>Saving affects %n campaign(s): %1. What was already sent stays as it was.</source>
            <translation>
                <numerusform>保存会影响 %Ln 个活动：%1。已发送的请求保持不变。</numerusform>
            </translation>
        </message>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
        <message>
            <source>Paused by itself: %1 Nobody is lost; what is unsent waits here.</source>
            <translation>已自动暂停：%1未发送的人已全部保留。</translation>
        </message>
        <message>
            <source>Enter the secret again</source>
            <translation>重新填写密钥</translation>
        </message>
        <message>
            <source>Continue sending</source>
            <translation>继续发送</translation>
        </message>
        <message>
            <source>The channel “%1” was saved.</source>
            <translation>通道“%1”已保存。</translation>
        </message>
        <message>
            <source>Still missing or wrong: %1.</source>
            <translation>还需填写或更正：%1。</translation>
        </message>
        <message>
            <source>The secret is missing. What is to be sent waits until you have entered and saved it.</source>
            <translation>缺少密钥。填写并保存密钥后，等待中的消息才会发送。</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>立即继续</translation>
        </message>
        <message>
            <source>The local test receiver is not running.</source>
            <translation>本机测试接收端未启动。</translation>
        </message>
        <message>
            <source>Start it</source>
            <translation>启动</translation>
        </message>
        <message>
            <source>Please save your changes first.</source>
            <translation>请先保存修改。</translation>
        </message>
        <message numerus="yes">
            <source>%1 people wait for “%2”.</source>
            <translation>
                <numerusform>%1 人在等待“%2”。</numerusform>
            </translation>
        </message>
        <message>
            <source>Please save your changes first, then continue sending.</source>
            <translation>请先保存修改，再继续发送。</translation>
        </message>
</context>
<context>
        <name>wd::ChannelForm</name>
        <message>
            <source>Please fill this in.</source>
            <translation>请填写此项。</translation>
        </message>
        <message>
            <source>Recipient id</source>
            <translation>接收人标识</translation>
        </message>
        <message>
            <source>User attributes</source>
            <translation>用户属性</translation>
        </message>
        <message>
            <source>Template parameters</source>
            <translation>模板参数</translation>
        </message>
        <message>
            <source>Before a test please look at: %1.</source>
            <translation>测试之前请先检查：%1。</translation>
        </message>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
        <message>
            <source>The secret is kept until the program ends; please enter it again after the next start.</source>
            <translation>密钥只保留到本次退出为止；下次启动后请重新填写。</translation>
        </message>
        <message>
            <source>There is a channel of this name already.</source>
            <translation>已有同名的通道。</translation>
        </message>
        <message>
            <source>Please write each delay as a number with its unit: 5 s, 30 s, 5 min, 2 h.</source>
            <translation>请写明每次间隔的数字和单位：5 秒、30 秒、5 分钟、2 小时。</translation>
        </message>
        <message>
            <source>Please choose a user attribute.</source>
            <translation>请选择用户属性。</translation>
        </message>
</context>
<context>
        <name>wd::ChannelTexts</name>
        <message>
            <source>Coupons</source>
            <translation>发券</translation>
        </message>
        <message>
            <source>SMS</source>
            <translation>短信</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>邮件</translation>
        </message>
        <message>
            <source>Push</source>
            <translation>Push</translation>
        </message>
        <message>
            <source>Points</source>
            <translation>积分</translation>
        </message>
        <message>
            <source>Other</source>
            <translation>其他</translation>
        </message>
        <message>
            <source>None</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Basic Authentication</source>
            <translation>Basic Authentication</translation>
        </message>
        <message>
            <source>Secret key (signature)</source>
            <translation>密钥</translation>
        </message>
        <message>
            <source>Bearer token</source>
            <translation>Bearer 令牌</translation>
        </message>
        <message>
            <source>Header of its own</source>
            <translation>自定义请求头</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>密码</translation>
        </message>
        <message>
            <source>Secret key</source>
            <translation>密钥</translation>
        </message>
        <message>
            <source>Token</source>
            <translation>令牌</translation>
        </message>
        <message>
            <source>Value of the header</source>
            <translation>请求头的值</translation>
        </message>
        <message>
            <source>Use the default</source>
            <translation>使用默认值</translation>
        </message>
        <message>
            <source>Send it empty</source>
            <translation>发空值</translation>
        </message>
        <message>
            <source>Leave the field out</source>
            <translation>不带此字段</translation>
        </message>
        <message>
            <source>Skip the person</source>
            <translation>跳过该用户</translation>
        </message>
        <message>
            <source>String</source>
            <translation>字符串</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>文本</translation>
        </message>
        <message>
            <source>Integer</source>
            <translation>整数</translation>
        </message>
        <message>
            <source>Decimal</source>
            <translation>小数</translation>
        </message>
        <message>
            <source>Percentage</source>
            <translation>百分比</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>Yes or no</source>
            <translation>是否</translation>
        </message>
        <message>
            <source>Choice</source>
            <translation>单选</translation>
        </message>
        <message>
            <source>The receiver takes every request, whoever sends it. For tests only.</source>
            <translation>对方接受任何人发来的请求。仅用于测试。</translation>
        </message>
        <message>
            <source>User name and password go along with every request.</source>
            <translation>每个请求都带上用户名和密码。</translation>
        </message>
        <message>
            <source>Every request is signed with a key that only you and the receiver have; the key itself is never sent.</source>
            <translation>鉴权即证明请求由您发出：每个请求都用只有您和对方知道的密钥签名，密钥本身不会发出。</translation>
        </message>
        <message>
            <source>A token that the receiver gave you goes along with every request.</source>
            <translation>每个请求都带上对方发给您的令牌。</translation>
        </message>
        <message>
            <source>A header whose name and value the receiver&apos;s team chose goes along with every request.</source>
            <translation>每个请求都带上对方研发指定名称和内容的请求头。</translation>
        </message>
        <message>
            <source>One line, the same for everybody.</source>
            <translation>一行文字，对所有人相同。</translation>
        </message>
        <message>
            <source>A message that may hold what differs from person to person, such as the name.</source>
            <translation>一段文案，可插入因人而异的内容，如姓名。</translation>
        </message>
        <message>
            <source>A whole number, such as 100.</source>
            <translation>整数，如 100。</translation>
        </message>
        <message>
            <source>A number, such as 12.5.</source>
            <translation>数字，如 12.5。</translation>
        </message>
        <message>
            <source>A percentage, such as 15.</source>
            <translation>百分比，如 15。</translation>
        </message>
        <message>
            <source>A day of the calendar.</source>
            <translation>日历中的某一天。</translation>
        </message>
        <message>
            <source>Either yes or no.</source>
            <translation>是或否。</translation>
        </message>
        <message>
            <source>One of the values that you list here.</source>
            <translation>此处所列选项之一。</translation>
        </message>
        <message>
            <source>Production</source>
            <translation>生产环境</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>测试环境</translation>
        </message>
</context>
<context>
        <name>wd::ChannelWizardPage</name>
        <message>
            <source>New webhook channel</source>
            <translation>新建 webhook 通道</translation>
        </message>
        <message>
            <source>Purpose</source>
            <translation>用途</translation>
        </message>
        <message>
            <source>Basics</source>
            <translation>基本信息</translation>
        </message>
        <message>
            <source>Attributes and parameters</source>
            <translation>用户属性与模板参数</translation>
        </message>
        <message>
            <source>Test and save</source>
            <translation>测试并保存</translation>
        </message>
        <message>
            <source>Product settings</source>
            <translation>产品配置</translation>
        </message>
        <message>
            <source>General</source>
            <translation>常规配置</translation>
        </message>
        <message>
            <source>Webhook channels</source>
            <translation>webhook 配置</translation>
        </message>
        <message>
            <source>New</source>
            <translation>新建</translation>
        </message>
        <message>
            <source>What is the channel for?</source>
            <translation>这个通道用来做什么？</translation>
        </message>
        <message>
            <source>The purpose brings the usual recipient id, parameters and limits; all of it can be changed.</source>
            <translation>用途会带出常用的接收人标识、参数和限制，都可以修改。</translation>
        </message>
        <message>
            <source>See what arrives</source>
            <translation>看看对方收到什么</translation>
        </message>
        <message>
            <source>A test sends one real request to the address, for a made-up person, and shows the answer at the right.</source>
            <translation>测试会以模拟用户向请求地址发出一个真实请求，并在右侧显示回答。</translation>
        </message>
        <message>
            <source>Test (Ctrl+Return)</source>
            <translation>测试效果（Ctrl+Return）</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>上一步</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>下一步</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>The channel “%1” was saved.</source>
            <translation>通道“%1”已保存。</translation>
        </message>
        <message>
            <source>Still missing or wrong: %1.</source>
            <translation>还需填写或更正：%1。</translation>
        </message>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
</context>
<context>
        <name>wd::ChannelsPage</name>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
        <message>
            <source>Webhook channels</source>
            <translation>webhook 配置</translation>
        </message>
        <message>
            <source>Search by name or creator</source>
            <translation>按名称或创建人搜索</translation>
        </message>
        <message>
            <source>Product settings</source>
            <translation>产品配置</translation>
        </message>
        <message>
            <source>General</source>
            <translation>常规配置</translation>
        </message>
        <message>
            <source>Local test receiver</source>
            <translation>本机测试接收端</translation>
        </message>
        <message>
            <source>New webhook channel</source>
            <translation>新建 webhook 通道</translation>
        </message>
        <message>
            <source>Channel</source>
            <translation>通道名称</translation>
        </message>
        <message>
            <source>Changed by</source>
            <translation>更新人</translation>
        </message>
        <message>
            <source>Changed at</source>
            <translation>更新时间</translation>
        </message>
        <message>
            <source>Created by</source>
            <translation>创建人</translation>
        </message>
        <message>
            <source>Created at</source>
            <translation>创建时间</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Actions</source>
            <translation>操作</translation>
        </message>
        <message>
            <source>No channel yet. A channel says where and how requests go to your own system.</source>
            <translation>还没有通道。通道说明请求以何种方式发往贵公司的系统。</translation>
        </message>
        <message>
            <source>No channel has “%1” in its name or creator.</source>
            <translation>没有名称或创建人包含“%1”的通道。</translation>
        </message>
        <message>
            <source>Enabled, %1</source>
            <translation>启用，%1</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>已自动暂停</translation>
        </message>
        <message>
            <source>Paused by itself: %1</source>
            <translation>已自动暂停：%1</translation>
        </message>
        <message>
            <source>Enabled</source>
            <translation>已启用</translation>
        </message>
        <message>
            <source>Disabled</source>
            <translation>已禁用</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>编辑</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>测试效果</translation>
        </message>
        <message>
            <source>Continue sending</source>
            <translation>继续发送</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Disable the channel “%1”?</source>
            <translation>禁用通道“%1”？</translation>
        </message>
        <message numerus="yes">
            <source>%n campaign(s) that are live send through it: %1. What is under way is paused, what is scheduled waits for the channel; nobody is lost.</source>
            <translation>
                <numerusform>%Ln 个已上线的活动使用此通道：%1。正在发送的会暂停，已预约的会等待通道；不会遗漏任何人。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Pause %n campaign(s) and disable</source>
            <translation>
                <numerusform>暂停这 %Ln 个活动并禁用</numerusform>
            </translation>
        </message>
        <message>
            <source>Delete the channel “%1”?</source>
            <translation>删除通道“%1”？</translation>
        </message>
        <message numerus="yes">
            <source>%n campaign(s) that are not live use it: %1. They need another channel before they can go online.</source>
            <translation>
                <numerusform>%Ln 个未上线的活动使用此通道：%1。它们上线前需要另选通道。</numerusform>
            </translation>
        </message>
        <message>
            <source>The channel “%1” was deleted.</source>
            <translation>通道“%1”已删除。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Can&apos;t be read</source>
            <translation>无法读取</translation>
        </message>
        <message>
            <source>Secret missing</source>
            <translation>等待密钥</translation>
        </message>
        <message>
            <source>What is to be sent waits until the secret is entered.</source>
            <translation>填写密钥后，等待中的消息才会发送。</translation>
        </message>
        <message>
            <source>A request format of this workspace can&apos;t be used: %1</source>
            <translation>工作区中的一个请求格式无法使用：%1</translation>
        </message>
        <message numerus="yes">
            <source>“%1” can&apos;t be deleted while %n campaign(s) send through it: %2. Please take them offline first, or wait until nothing is sent any more.</source>
            <translation>
                <numerusform>“%1”正被 %Ln 个活动使用，不能删除：%2。请先将其下线，或等发送结束。</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <comment>environment, host</comment>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>立即继续</translation>
        </message>
</context>
<context>
        <name>wd::ChipDialog</name>
        <message>
            <source>When it is missing, write</source>
            <translation>缺失时填写</translation>
        </message>
        <message>
            <source>Empty: the review counts whom it is missing for and asks what to do.</source>
            <translation>留空：上线前会统计缺失的人数，并询问如何处理。</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>确定</translation>
        </message>
        <message>
            <source>Close without applying?</source>
            <translation>不应用就关闭？</translation>
        </message>
        <message>
            <source>What you typed is not applied yet.</source>
            <translation>您填写的内容尚未应用。</translation>
        </message>
        <message>
            <source>Close without applying</source>
            <translation>不应用，关闭</translation>
        </message>
</context>
<context>
        <name>wd::ConditionRow</name>
        <message>
            <source>Remove this condition</source>
            <translation>删除此条件</translation>
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
        <name>wd::DateEdit</name>
        <message>
            <source>yyyy/mm/dd</source>
            <translation>年/月/日</translation>
        </message>
        <message>
            <source>Choose a date</source>
            <translation>选择日期</translation>
        </message>
        <message>
            <source>Choose a date (Alt+Down)</source>
            <translation>选择日期（Alt+↓）</translation>
        </message>
</context>
<context>
        <name>wd::DeliveriesPage</name>
        <message>
            <source>Deliveries</source>
            <translation>发送记录</translation>
        </message>
        <message>
            <source>Operations</source>
            <translation>智能运营</translation>
        </message>
        <message>
            <source>Campaign</source>
            <translation>活动</translation>
        </message>
        <message>
            <source>All campaigns</source>
            <translation>全部活动</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>All states</source>
            <translation>全部状态</translation>
        </message>
        <message>
            <source>Recipient id, exactly</source>
            <translation>接收人标识（完全一致）</translation>
        </message>
        <message>
            <source>Nothing has been sent yet. What campaigns send appears here.</source>
            <translation>还没有发送过。活动发送的每个人都会出现在这里。</translation>
        </message>
        <message>
            <source>Go to campaigns</source>
            <translation>去运营活动</translation>
        </message>
        <message>
            <source>No delivery matches the filter.</source>
            <translation>没有符合筛选条件的记录。</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>显示全部</translation>
        </message>
        <message numerus="yes">
            <source>%n of the selected may have been accepted: the request left, but no usable answer came. Please ask the receiver&apos;s team, then say how it ended.</source>
            <translation>
                <numerusform>所选中有 %Ln 人结果不明：请求已发出，但没有得到可用的回答。请先与对方核对，再选择：</numerusform>
            </translation>
        </message>
        <message>
            <source>Receiver accepted it</source>
            <translation>对方已接收</translation>
        </message>
        <message>
            <source>Not accepted, send again</source>
            <translation>对方未接收，重发</translation>
        </message>
        <message>
            <source>Leave as it is</source>
            <translation>不处理</translation>
        </message>
        <message>
            <source>Send again?</source>
            <translation>重新发送？</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>重发</translation>
        </message>
        <message>
            <source>No outcome yet</source>
            <translation>还没有结果</translation>
        </message>
        <message numerus="yes">
            <source>%1 deliveries</source>
            <translation>
                <numerusform>共 %1 条</numerusform>
            </translation>
        </message>
        <message>
            <source>Did the receiver accept it?</source>
            <translation>确认对方已接收？</translation>
        </message>
        <message>
            <source>Leave them as they are?</source>
            <translation>不处理这些记录？</translation>
        </message>
        <message numerus="yes">
            <source>%n people count as accepted now.</source>
            <translation>
                <numerusform>已将 %Ln 人记为“对方已接收”。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people are sent to again.</source>
            <translation>
                <numerusform>正在向 %Ln 人重新发送。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people stay uncertain.</source>
            <translation>
                <numerusform>%Ln 人保持“结果不明”，不再提醒。</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <comment>recipient, campaign</comment>
            <translation>%1（%2）</translation>
        </message>
        <message>
            <source>%1: from now on this counts as accepted and is not sent again. This can&apos;t be undone.</source>
            <translation>%1：记为“对方已接收”，之后不会再次发送。此操作无法撤销。</translation>
        </message>
        <message>
            <source>%1: the message goes out again. If the receiver has the first one after all, it may act twice.</source>
            <translation>%1：将再次发送。如果对方其实已接收第一次，可能会重复执行。</translation>
        </message>
        <message>
            <source>%1: this stays uncertain, and nobody is asked about it any more.</source>
            <translation>%1：保持“结果不明”，之后不再提醒。</translation>
        </message>
        <message numerus="yes">
            <source>%n people</source>
            <translation>
                <numerusform>%Ln 人</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people in all are sent to again: those who stand in the same requests, too.</source>
            <translation>
                <numerusform>总共会再次发送 %Ln 人：同一请求中的其他人也包含在内。</numerusform>
            </translation>
        </message>
        <message>
            <source>Export</source>
            <translation>导出</translation>
        </message>
        <message>
            <source>All deliveries that pass the filter, as an Excel workbook or a CSV file.</source>
            <translation>将符合筛选条件的全部发送记录导出为 Excel 工作簿或 CSV 文件。</translation>
        </message>
        <message>
            <source>Excel workbooks (*.xlsx)</source>
            <translation>Excel 工作簿 (*.xlsx)</translation>
        </message>
        <message>
            <source>CSV files (*.csv)</source>
            <translation>CSV 文件 (*.csv)</translation>
        </message>
        <message>
            <source>Export deliveries</source>
            <translation>导出发送记录</translation>
        </message>
        <message numerus="yes">
            <source>%n deliveries were written to %1.</source>
            <translation>
                <numerusform>已将 %Ln 条发送记录写入 %1。</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::DeliveryModel</name>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Campaign</source>
            <translation>活动</translation>
        </message>
        <message>
            <source>Channel</source>
            <translation>通道</translation>
        </message>
        <message>
            <source>Recipient id</source>
            <translation>接收人标识</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>HTTP</source>
            <translation>HTTP</translation>
        </message>
        <message>
            <source>Duration</source>
            <translation>耗时</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>次数</translation>
        </message>
</context>
<context>
        <name>wd::DeliveryPanel</name>
        <message>
            <source>Delivery</source>
            <translation>发送详情</translation>
        </message>
        <message>
            <source>One request for all</source>
            <translation>不含用户的一个请求</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>概况</translation>
        </message>
        <message>
            <source>Requests (%1)</source>
            <translation>请求（%1）</translation>
        </message>
        <message>
            <source>Content</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Campaign</source>
            <translation>活动</translation>
        </message>
        <message>
            <source>Channel</source>
            <translation>通道</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Next request</source>
            <translation>下次请求</translation>
        </message>
        <message>
            <source>Request id</source>
            <translation>请求 ID</translation>
        </message>
        <message>
            <source>People in the request</source>
            <translation>该请求包含人数</translation>
        </message>
        <message>
            <source>Copy request id</source>
            <translation>复制请求 ID</translation>
        </message>
        <message>
            <source>No request has been sent for this person.</source>
            <translation>没有为此人发送过请求。</translation>
        </message>
        <message>
            <source>Request %1: %2</source>
            <translation>请求（第 %1 次）：%2</translation>
        </message>
        <message>
            <source>HTTP %1</source>
            <translation>HTTP %1</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>对方的回答</translation>
        </message>
        <message>
            <source>Where “…” stands, each request writes its own time or signature.</source>
            <translation>“…”处由每次请求写入当时的时间或签名。</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>HTTP</source>
            <translation>HTTP</translation>
        </message>
        <message>
            <source>Request id %1</source>
            <translation>请求 ID %1</translation>
        </message>
        <message>
            <source>Open the user</source>
            <translation>查看用户</translation>
        </message>
        <message>
            <source>No answer is on record: it was empty, or not among the answers that are kept, those of a run&apos;s first hundred successes.</source>
            <translation>没有保存回答：对方没有返回内容，或不在每批次保存的前 100 个成功回答之内。</translation>
        </message>
</context>
<context>
        <name>wd::DemoTexts</name>
        <message>
            <source>Campaign</source>
            <translation>活动</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人数</translation>
        </message>
        <message>
            <source>Accepted</source>
            <translation>对方已接收</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Uncertain</source>
            <translation>结果不明</translation>
        </message>
        <message>
            <source>Not sent</source>
            <translation>未发送</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>请求</translation>
        </message>
        <message>
            <source>Valid signatures</source>
            <translation>有效签名</translation>
        </message>
        <message>
            <source>Everything that was sent arrived exactly once, with valid signatures.</source>
            <translation>所有发送都恰好到达一次，签名均有效。</translation>
        </message>
        <message>
            <source>What was sent and what arrived differ.</source>
            <translation>发送的与到达的不一致。</translation>
        </message>
        <message>
            <source>%1: %2 people who were sent to have no “%3”; it stays empty in their text. The window asks about them before it sends.</source>
            <translation>%1：已发送的人中有 %2 人缺少“%3”，其文案中该处为空；在窗口中上线前会先询问如何处理。</translation>
        </message>
</context>
<context>
        <name>wd::DeskCommands</name>
        <message>
            <source>Channels changed: %1, segments: %2, campaigns: %3, unchanged: %4.</source>
            <translation>已更改通道 %1 个，分群 %2 个，活动 %3 个；未变 %4 个。</translation>
        </message>
        <message>
            <source>The time zone is %1 now.</source>
            <translation>时区已改为 %1。</translation>
        </message>
        <message>
            <source>Note: the segment “%1”, which was changed, is in use by %2.</source>
            <translation>注意：已修改的分群“%1”正被使用：%2。</translation>
        </message>
        <message>
            <source>Note: the rule of the segment “%1” names a segment of the other kind of user. %2</source>
            <translation>注意：分群“%1”的规则引用了另一类用户的分群。%2</translation>
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
            <translation>无法读取文件 %1：%2。</translation>
        </message>
        <message>
            <source>The file %1 can&apos;t be written: %2.</source>
            <translation>无法写入文件 %1：%2。</translation>
        </message>
        <message>
            <source>The database %1 reports: %2.</source>
            <translation>数据库 %1 报告：%2。</translation>
        </message>
        <message>
            <source>%1 was written by a newer version of Webhook Desk (data version %2; this program knows %3). Please update the program; nothing was changed.</source>
            <translation>%1 由更新版本的 Webhook Desk 写入（数据版本 %2；本程序支持到 %3）。请更新程序；未做任何更改。</translation>
        </message>
        <message>
            <source>%1 is not a database of Webhook Desk. Please choose another folder; nothing was changed.</source>
            <translation>%1 不是 Webhook Desk 的数据库。请选择其他文件夹；未做任何更改。</translation>
        </message>
        <message>
            <source>The workspace %1 is in use by process %2 on %3.</source>
            <translation>工作区 %1 正被 %3 上的进程 %2 使用。</translation>
        </message>
        <message>
            <source>There is no workspace in %1.</source>
            <translation>%1 中没有工作区。</translation>
        </message>
        <message>
            <source>The keychain of this computer can&apos;t be reached (%1). Secrets can be kept for this session only.</source>
            <translation>无法访问本机的密钥串（%1）。密钥只能在本次运行期间保留。</translation>
        </message>
        <message>
            <source>The keychain is locked (%1). Please unlock it and try again.</source>
            <translation>密钥串已锁定（%1）。请解锁后重试。</translation>
        </message>
        <message>
            <source>There is no secret for the channel “%1” in the keychain.</source>
            <translation>密钥串中没有通道“%1”的密钥。</translation>
        </message>
        <message>
            <source>Not valid JSON at line %2, column %3: %1.</source>
            <translation>第 %2 行第 %3 列不是有效的 JSON：%1。</translation>
        </message>
        <message>
            <source>The key “%1” stands twice in one object (line %2, column %3).</source>
            <translation>键“%1”在同一对象中出现两次（第 %2 行第 %3 列）。</translation>
        </message>
        <message>
            <source>There is no field “%1” here; known fields are: %2.</source>
            <translation>这里没有字段“%1”；可用字段：%2。</translation>
        </message>
        <message>
            <source>The field “%1” is missing.</source>
            <translation>缺少字段“%1”。</translation>
        </message>
        <message>
            <source>Expected %1, found %2.</source>
            <translation>应为%1，实际为%2。</translation>
        </message>
        <message>
            <source>%1 is out of range; allowed is %2 to %3.</source>
            <translation>%1 超出范围；允许 %2 到 %3。</translation>
        </message>
        <message>
            <source>“%1” is not known here; allowed is: %2.</source>
            <translation>此处不认识“%1”；可用：%2。</translation>
        </message>
        <message>
            <source>“%1” can&apos;t be used; what would be right: %2.</source>
            <translation>“%1”不可用；正确的写法：%2。</translation>
        </message>
        <message>
            <source>%1 must not be empty.</source>
            <translation>%1不能为空。</translation>
        </message>
        <message>
            <source>%1 are too many; at most %2 are allowed.</source>
            <translation>%1 太多；最多允许 %2。</translation>
        </message>
        <message>
            <source>“%1” stands there twice; it may stand only once.</source>
            <translation>“%1”出现了两次；只能出现一次。</translation>
        </message>
        <message>
            <source>There is no %1 called “%2”.</source>
            <translation>没有名为“%2”的%1。</translation>
        </message>
        <message>
            <source>It is in use by: %1.</source>
            <translation>正被以下对象使用：%1。</translation>
        </message>
        <message>
            <source>This version of Webhook Desk does not know “%1” yet.</source>
            <translation>此版本的 Webhook Desk 尚不支持“%1”。</translation>
        </message>
        <message>
            <source>Found %1 in the template; expected %2.</source>
            <translation>模板中遇到 %1；应为 %2。</translation>
        </message>
        <message>
            <source>The text becomes longer than %1 characters.</source>
            <translation>文本超过 %1 个字符。</translation>
        </message>
        <message>
            <source>The channel “%1” is disabled. Please enable it or choose another one.</source>
            <translation>通道“%1”已禁用。请启用它或选择其他通道。</translation>
        </message>
        <message>
            <source>The channel “%1” needs attributes that only login users have (%2); visitors can&apos;t be sent through it.</source>
            <translation>通道“%1”需要只有登录用户才有的属性（%2）；不能用于访问用户。</translation>
        </message>
        <message>
            <source>%1 is in the past. Please choose a later time.</source>
            <translation>%1 已过。请选择更晚的时间。</translation>
        </message>
        <message>
            <source>The segment now has %1 people; the review showed %2. Please look again.</source>
            <translation>分群现有 %1 人，检查时为 %2 人。请重新查看。</translation>
        </message>
        <message>
            <source>“%1” is not possible while the campaign is %2.</source>
            <translation>活动处于 %2 状态时不能执行“%1”。</translation>
        </message>
        <message>
            <source>Stopped.</source>
            <translation>已停止。</translation>
        </message>
        <message>
            <source>The row holds a NUL character.</source>
            <translation>该行含有 NUL 字符。</translation>
        </message>
        <message>
            <source>The row holds bytes that are not %1 text.</source>
            <translation>该行含有不属于 %1 编码的字节。</translation>
        </message>
        <message>
            <source>Text follows a closing quote; a quote within a value must be doubled.</source>
            <translation>结束引号后还有文字；值中的引号须写成两个。</translation>
        </message>
        <message>
            <source>A quote that opens here is not closed; reading went on with the next line.</source>
            <translation>这里开始的引号没有结束；已从下一行起照常读取。</translation>
        </message>
        <message>
            <source>A quote that opens here is never closed: everything up to line %1 was passed over.</source>
            <translation>这里开始的引号没有结束：直到第 %1 行的内容都没有读取。</translation>
        </message>
        <message>
            <source>A value is longer than %1 bytes.</source>
            <translation>有一个值超过 %1 字节。</translation>
        </message>
        <message>
            <source>The row has %1 fields; the header has %2.</source>
            <translation>该行有 %1 个字段，表头有 %2 个。</translation>
        </message>
        <message>
            <source>The login id “%1” and the visitor id “%2” belong to two different people.</source>
            <translation>登录id“%1”和访问id“%2”属于两个不同的用户。</translation>
        </message>
        <message>
            <source>%1 is a workbook of the old .xls format. Please save it as .xlsx and choose that file.</source>
            <translation>%1 是旧格式（.xls）的工作簿。请另存为 .xlsx，再选择该文件。</translation>
        </message>
        <message>
            <source>%1 is protected by a password. Please remove the password, save it, and try again.</source>
            <translation>%1 有密码保护。请先取消密码并保存，然后重试。</translation>
        </message>
        <message>
            <source>%1 is no table (%2). Please choose a .csv, .xlsx or JSON Lines file.</source>
            <translation>%1 不是表格文件（%2）。请选择 .csv、.xlsx 或 JSON Lines 文件。</translation>
        </message>
        <message>
            <source>%1 is damaged (%2: %3). Please save or copy it again.</source>
            <translation>%1 已损坏（%2：%3）。请重新保存或重新复制该文件。</translation>
        </message>
        <message>
            <source>%1 unpacks to more than it may (%2: over %3 bytes). Please split it, or save it as CSV.</source>
            <translation>%1 解压后超过允许的大小（%2：超过 %3 字节）。请拆分该文件，或另存为 CSV。</translation>
        </message>
        <message>
            <source>The cell %2 holds the error %1.</source>
            <translation>单元格 %2 的内容是错误值 %1。</translation>
        </message>
        <message>
            <source>There is no such date: “%1”.</source>
            <translation>没有这一天：“%1”。</translation>
        </message>
        <message>
            <source>The number %1 (cell %2) is longer than the 15 digits a spreadsheet keeps: its last digits are lost. Please store such values as text.</source>
            <translation>数字 %1（单元格 %2）超过电子表格能保留的 15 位，末尾几位已丢失。请把这类值存为文本。</translation>
        </message>
        <message>
            <source>A spreadsheet has shortened this number to “%1”. Please format the column as text and enter the whole number.</source>
            <translation>电子表格已把这个数字缩写为“%1”。请把该列设为文本格式，再填写完整的数字。</translation>
        </message>
        <message>
            <source>The workbook %1 has no worksheet. Please choose one with a table in it.</source>
            <translation>工作簿 %1 中没有工作表。请选择含有表格的工作簿。</translation>
        </message>
        <message>
            <source>The formula in cell %1 has no result yet. Please open the workbook in a spreadsheet program and save it.</source>
            <translation>单元格 %1 中的公式还没有结果。请用电子表格程序打开并保存该工作簿。</translation>
        </message>
        <message>
            <source>The campaign&apos;s name can&apos;t be changed before its run has ended.</source>
            <translation>本批次结束前不能修改活动名称。</translation>
        </message>
        <message>
            <source>The segment can&apos;t be changed before the campaign&apos;s run has ended: its people are fixed.</source>
            <translation>本批次结束前不能更换分群：发送人群已固定。</translation>
        </message>
        <message>
            <source>The channel can&apos;t be changed before the campaign&apos;s run has ended.</source>
            <translation>本批次结束前不能更换通道。</translation>
        </message>
        <message>
            <source>The trigger can&apos;t be changed before the campaign&apos;s run has ended.</source>
            <translation>本批次结束前不能更改触发类型。</translation>
        </message>
        <message>
            <source>Whether requests name people can&apos;t be changed before the campaign&apos;s run has ended.</source>
            <translation>本批次结束前，不能改变请求中是否包含用户。</translation>
        </message>
        <message>
            <source>%1 was written by an older version of Webhook Desk. Please open it in the window once; that brings it up to date.</source>
            <translation>%1 由旧版 Webhook Desk 写入。请先用窗口打开一次，即可升级到当前版本。</translation>
        </message>
        <message>
            <source>%1 values are no %3, “%2” for one. Nothing was changed.</source>
            <translation>有 %1 个值不是%3，例如“%2”。未做任何改动。</translation>
        </message>
        <message>
            <source>The file %1 has been imported already (%2). Nothing was changed.</source>
            <translation>文件 %1 已经导入过（%2）。未做任何改动。</translation>
        </message>
        <message>
            <source>An import of %1 begun %2 with other columns or options was not finished. Please undo it first, or import the whole file again.</source>
            <translation>%2 开始的一次 %1 导入未完成，且列或选项不同。请先撤销那次导入，或重新导入整个文件。</translation>
        </message>
        <message>
            <source>The import of %1 has been undone already.</source>
            <translation>%1 的导入已经撤销。</translation>
        </message>
        <message>
            <source>%1 was imported later (%2). Please undo that import first.</source>
            <translation>%1 是之后导入的（%2）。请先撤销那次导入。</translation>
        </message>
        <message>
            <source>The channel “%1” sends attributes that your users don&apos;t have: %2. Please open the channel and choose others, or import them.</source>
            <translation>通道“%1”要发送的用户属性不存在：%2。请打开该通道改选其他属性，或先导入这些属性。</translation>
        </message>
        <message>
            <source>There is no id of a user: at least one of login id and visitor id is needed.</source>
            <translation>没有用户 id：用户登录id 和访问用户id 至少要有一个。</translation>
        </message>
        <message>
            <source>Expected %1, found “%2”.</source>
            <translation>应为%1，实际为“%2”。</translation>
        </message>
        <message>
            <source>%1 are too many; at most %2 are allowed.</source>
            <comment>so many of something</comment>
            <translation>%1过多；最多允许 %2。</translation>
        </message>
        <message>
            <source>“%1” says that the row holds totals: it is nobody&apos;s.</source>
            <translation>“%1”表示该行是汇总行，不对应任何用户。</translation>
        </message>
        <message>
            <source>“%1” looks unlike the ids above. If it is a note below the table, please delete the row.</source>
            <translation>“%1”与上方的 id 形式不同。如果是表格下方的说明文字，请删除该行。</translation>
        </message>
        <message>
            <source>Line %1: %2</source>
            <translation>第 %1 行：%2</translation>
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
        <name>wd::ListCommands</name>
        <message>
            <source>Rows read: %1, found: %2, unknown: %3, added: %4, twice: %5, empty: %6, failed: %7.</source>
            <translation>读取 %1 行，匹配 %2，未知 %3，新增 %4，重复 %5，空 %6，失败 %7。</translation>
        </message>
        <message numerus="yes">
            <source>%1: %n people</source>
            <translation>
                <numerusform>%1：%Ln 人</numerusform>
            </translation>
        </message>
        <message>
            <source>There are no lists yet.</source>
            <translation>还没有名单。</translation>
        </message>
        <message>
            <source>The first line is the header; the ids stand under “%1”.</source>
            <translation>首行是表头，ID 取自“%1”列。</translation>
        </message>
        <message>
            <source>Line %1: %2</source>
            <translation>第 %1 行：%2</translation>
        </message>
        <message>
            <source>%1 of %2 people.</source>
            <translation>共 %2 人，列出前 %1 人。</translation>
        </message>
        <message numerus="yes">
            <source>%1, %n unknown ids</source>
            <translation>
                <numerusform>%1，%Ln 个未知 ID</numerusform>
            </translation>
        </message>
        <message>
            <source>Users added: %1.</source>
            <translation>新增用户：%1。</translation>
        </message>
</context>
<context>
        <name>wd::MainWindow</name>
        <message numerus="yes">
            <source>%n campaign(s) will not be sent while the program is closed.</source>
            <translation>
                <numerusform>退出后 %Ln 个活动不会发送</numerusform>
            </translation>
        </message>
        <message>
            <source>Quit without saving?</source>
            <translation>不保存就退出？</translation>
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
        <message>
            <source>“%1”: scheduled for %2</source>
            <translation>“%1”：预约 %2</translation>
        </message>
        <message numerus="yes">
            <source>“%1”: %2 people are not sent to yet</source>
            <translation>
                <numerusform>“%1”：还有 %2 人未发送</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>以及另外 %Ln 个</numerusform>
            </translation>
        </message>
        <message>
            <source>Leave without saving?</source>
            <translation>不保存就离开？</translation>
        </message>
        <message numerus="yes">
            <source>%n campaign(s) will not be sent while the other workspace is open.</source>
            <translation>
                <numerusform>切换后 %Ln 个活动不会发送</numerusform>
            </translation>
        </message>
        <message>
            <source>Switch anyway</source>
            <translation>仍要切换</translation>
        </message>
        <message>
            <source>What is scheduled is noted as not sent in time unless this workspace is open again within a minute of the time.</source>
            <translation>预约的活动：到点后一分钟内本工作区仍未打开，就记为“未按时发送”。</translation>
        </message>
        <message>
            <source>Whoever is not sent to yet is kept and goes on once this workspace is open again.</source>
            <translation>未发送的人会保留，下次打开本工作区后继续。</translation>
        </message>
</context>
<context>
        <name>wd::Name</name>
        <message>
            <source>apply</source>
            <translation>应用</translation>
        </message>
        <message>
            <source>delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>edit</source>
            <translation>编辑</translation>
        </message>
        <message>
            <source>import</source>
            <translation>导入</translation>
        </message>
        <message>
            <source>offline</source>
            <translation>下线</translation>
        </message>
        <message>
            <source>online</source>
            <translation>上线</translation>
        </message>
        <message>
            <source>pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>resume</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>active</source>
            <translation>进行中</translation>
        </message>
        <message>
            <source>changing</source>
            <translation>修改中</translation>
        </message>
        <message>
            <source>draft</source>
            <translation>草稿</translation>
        </message>
        <message>
            <source>finished</source>
            <translation>已结束</translation>
        </message>
        <message>
            <source>finishing</source>
            <translation>收尾中</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>scheduled</source>
            <translation>待上线</translation>
        </message>
        <message>
            <source>attribute</source>
            <translation>用户属性</translation>
        </message>
        <message>
            <source>campaign</source>
            <translation>活动</translation>
        </message>
        <message>
            <source>channel</source>
            <translation>通道</translation>
        </message>
        <message>
            <source>contract</source>
            <translation>请求格式</translation>
        </message>
        <message>
            <source>delivery</source>
            <translation>发送记录</translation>
        </message>
        <message>
            <source>environment variable</source>
            <translation>环境变量</translation>
        </message>
        <message>
            <source>event</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>from</source>
            <translation>开始时间</translation>
        </message>
        <message>
            <source>login_id</source>
            <translation>用户登录id（login_id）</translation>
        </message>
        <message>
            <source>name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>person</source>
            <translation>用户</translation>
        </message>
        <message>
            <source>property</source>
            <translation>事件属性</translation>
        </message>
        <message>
            <source>run</source>
            <translation>批次</translation>
        </message>
        <message>
            <source>secret</source>
            <translation>密钥</translation>
        </message>
        <message>
            <source>segment</source>
            <translation>用户分群</translation>
        </message>
        <message>
            <source>to</source>
            <translation>结束时间</translation>
        </message>
        <message>
            <source>url</source>
            <translation>请求地址</translation>
        </message>
        <message>
            <source>value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>visitor_id</source>
            <translation>访问用户id（visitor_id）</translation>
        </message>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
        <message>
            <source>resend</source>
            <translation>重新发送</translation>
        </message>
        <message>
            <source>deleted</source>
            <translation>已删除</translation>
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
            <source>Webhook channels</source>
            <translation>webhook 配置</translation>
        </message>
        <message>
            <source>Preferences</source>
            <translation>偏好设置</translation>
        </message>
        <message>
            <source>Users and events</source>
            <translation>用户与事件</translation>
        </message>
</context>
<context>
        <name>wd::OverviewPage</name>
        <message>
            <source>Overview</source>
            <translation>概览</translation>
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
            <source>Nothing is scheduled.</source>
            <translation>没有预约的活动。</translation>
        </message>
        <message>
            <source>Read again</source>
            <translation>重新读取</translation>
        </message>
        <message>
            <source>All is well: nothing is held up, paused, failed or uncertain.</source>
            <translation>一切正常：没有受阻、暂停、失败或结果不明的活动。</translation>
        </message>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>还有 %Ln 项</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>step, campaign</comment>
            <translation>%1，%2</translation>
        </message>
</context>
<context>
        <name>wd::ParameterForm</name>
        <message>
            <source>Left empty: %1</source>
            <translation>留空则为：%1</translation>
        </message>
        <message>
            <source>The channel has no template parameters.</source>
            <translation>该通道没有模板参数。</translation>
        </message>
        <message>
            <source>Please choose</source>
            <translation>请选择</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <source>Insert attribute</source>
            <translation>插入属性</translation>
        </message>
        <message>
            <source>Mr./Ms. by gender</source>
            <translation>先生/女士（按性别）</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>parameter, value</comment>
            <translation>%1：%2</translation>
        </message>
</context>
<context>
        <name>wd::ParameterRow</name>
        <message>
            <source>Choices, with commas between</source>
            <translation>选项，用逗号分隔</translation>
        </message>
        <message>
            <source>Parameter name</source>
            <translation>参数名称</translation>
        </message>
        <message>
            <source>Display name</source>
            <translation>显示名称</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>参数类型</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>默认值</translation>
        </message>
        <message>
            <source>Required</source>
            <translation>必填</translation>
        </message>
        <message>
            <source>Choices</source>
            <translation>选项</translation>
        </message>
</context>
<context>
        <name>wd::PeoplePage</name>
        <message>
            <source>Users and events</source>
            <translation>用户与事件</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>Import…</source>
            <translation>导入…</translation>
        </message>
        <message>
            <source>Import users…</source>
            <translation>导入用户…</translation>
        </message>
        <message>
            <source>Login users</source>
            <translation>登录用户</translation>
        </message>
        <message>
            <source>Visitors</source>
            <translation>访问用户</translation>
        </message>
        <message>
            <source>Kinds of events</source>
            <translation>事件种类</translation>
        </message>
        <message>
            <source>User attributes</source>
            <translation>用户属性</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Find users by id or text</source>
            <translation>按标识或文字查找用户</translation>
        </message>
        <message>
            <source>No users are known yet. Import them from a file of your own system.</source>
            <translation>还没有用户。请从贵公司系统导出的文件导入。</translation>
        </message>
        <message>
            <source>New attribute</source>
            <translation>新增用户属性</translation>
        </message>
        <message>
            <source>User attributes (%1)</source>
            <translation>用户属性（%1）</translation>
        </message>
        <message>
            <source>Events (%1)</source>
            <translation>事件（%1）</translation>
        </message>
        <message>
            <source>What is known of users</source>
            <translation>用户资料的构成</translation>
        </message>
</context>
<context>
        <name>wd::PhaseBar</name>
        <message>
            <source>connect %1</source>
            <translation>连接 %1</translation>
        </message>
        <message>
            <source>send %1</source>
            <translation>发送 %1</translation>
        </message>
        <message>
            <source>wait %1</source>
            <translation>等待 %1</translation>
        </message>
        <message>
            <source>receive %1</source>
            <translation>接收 %1</translation>
        </message>
</context>
<context>
        <name>wd::Phrase</name>
        <message>
            <source>column %1</source>
            <translation>第 %1 列</translation>
        </message>
        <message>
            <source>text</source>
            <translation>文本</translation>
        </message>
        <message>
            <source>number</source>
            <translation>数字</translation>
        </message>
        <message>
            <source>date</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>date and time</source>
            <translation>日期和时间</translation>
        </message>
        <message>
            <source>boolean</source>
            <translation>是或否</translation>
        </message>
        <message>
            <source>one of the choices</source>
            <translation>选项之一</translation>
        </message>
        <message>
            <source>a date or time such as 2026-07-06 or 2026-07-06T09:00</source>
            <translation>日期或时间，如 2026-07-06 或 2026-07-06T09:00</translation>
        </message>
        <message>
            <source>one condition</source>
            <translation>一个条件</translation>
        </message>
        <message>
            <source>not before %1</source>
            <translation>不早于 %1</translation>
        </message>
        <message>
            <source>a property that is a number: %1</source>
            <translation>数字类型的事件属性：%1</translation>
        </message>
        <message>
            <source>%1 value(s)</source>
            <translation>%1 个值</translation>
        </message>
        <message>
            <source>a number such as 12.5</source>
            <translation>数字，如 12.5</translation>
        </message>
        <message>
            <source>true or false</source>
            <translation>true（是）或 false（否）</translation>
        </message>
        <message>
            <source>a text in quotes, such as &quot;%1&quot;</source>
            <translation>加引号的文本，如 &quot;%1&quot;</translation>
        </message>
        <message>
            <source>today, or a number of days such as 3 or -3</source>
            <translation>today（今天），或天数，如 3 或 -3</translation>
        </message>
        <message>
            <source>a number of days from 1 to %1</source>
            <translation>1 到 %1 之间的天数</translation>
        </message>
        <message>
            <source>not below %1</source>
            <translation>不小于 %1</translation>
        </message>
        <message>
            <source>text, number or boolean</source>
            <translation>文本、数字或是/否</translation>
        </message>
        <message>
            <source>two values, the lowest and the highest</source>
            <translation>两个值：最小值和最大值</translation>
        </message>
        <message>
            <source>text or list</source>
            <translation>文本或列表</translation>
        </message>
        <message>
            <source>text or object</source>
            <translation>文本或对象</translation>
        </message>
        <message>
            <source>only one of count, sum, average, min, max</source>
            <translation>count、sum、average、min、max 中只写一个</translation>
        </message>
        <message>
            <source>segments that do not name each other in a circle</source>
            <translation>互不循环引用的分群</translation>
        </message>
        <message>
            <source>whole number</source>
            <translation>整数</translation>
        </message>
        <message>
            <source>list</source>
            <translation>列表</translation>
        </message>
        <message>
            <source>object</source>
            <translation>对象</translation>
        </message>
        <message>
            <source>null</source>
            <translation>空值</translation>
        </message>
        <message>
            <source>now, or a time such as 2026-12-01T09:00</source>
            <translation>now（立即），或时间，如 2026-12-01T09:00</translation>
        </message>
        <message>
            <source>an IANA time zone</source>
            <translation>IANA 时区</translation>
        </message>
        <message>
            <source>a value such as user.name or &quot;text&quot;</source>
            <translation>一个值，如 user.name 或 &quot;文字&quot;</translation>
        </message>
        <message>
            <source>%1 without an argument</source>
            <translation>%1 后面不带参数</translation>
        </message>
        <message>
            <source>%1 with %2 argument</source>
            <translation>%1 带 %2 个参数</translation>
        </message>
        <message>
            <source>%1 with %2 to %3 arguments</source>
            <translation>%1 带 %2 到 %3 个参数</translation>
        </message>
        <message>
            <source>one of == != &lt; &gt; &lt;= &gt;= contains and or</source>
            <translation>== != &lt; &gt; &lt;= &gt;= contains and or 之一</translation>
        </message>
        <message>
            <source>an operator, a filter after | or the end</source>
            <translation>运算符、| 后的过滤器，或标签的结尾</translation>
        </message>
        <message>
            <source>user, params, campaign, now or an assigned name</source>
            <translation>user、params、campaign、now 或已赋值的名称</translation>
        </message>
        <message>
            <source>a name after %1.</source>
            <translation>%1. 后面的名称</translation>
        </message>
        <message>
            <source>a name in quotation marks</source>
            <translation>加引号的名称</translation>
        </message>
        <message>
            <source>size, first or last</source>
            <translation>size、first 或 last</translation>
        </message>
        <message>
            <source>a whole number</source>
            <translation>整数</translation>
        </message>
        <message>
            <source>: before an argument, | or the end</source>
            <translation>参数前的冒号、| 或标签的结尾</translation>
        </message>
        <message>
            <source>%2 after %1</source>
            <translation>%1 后面的 %2</translation>
        </message>
        <message>
            <source>%1 with %2</source>
            <translation>%1 带 %2 个参数</translation>
        </message>
        <message>
            <source>%1 after it</source>
            <translation>后面的 %1</translation>
        </message>
        <message>
            <source>a closing %1</source>
            <translation>结尾的 %1</translation>
        </message>
        <message>
            <source>a number such as 12 or 0.5</source>
            <translation>数字，如 12 或 0.5</translation>
        </message>
        <message>
            <source>a tag before it that it belongs to</source>
            <translation>前面与它配对的标签</translation>
        </message>
        <message>
            <source>elsif, else or %1</source>
            <translation>elsif、else 或 %1</translation>
        </message>
        <message>
            <source>when, else or {% endcase %}</source>
            <translation>when、else 或 {% endcase %}</translation>
        </message>
        <message>
            <source>a comma, or, %}</source>
            <translation>逗号、or 或 %}</translation>
        </message>
        <message>
            <source>a new name</source>
            <translation>新的名称</translation>
        </message>
        <message>
            <source>a reason in quotation marks</source>
            <translation>加引号的原因</translation>
        </message>
        <message>
            <source>a tag inside %1 others</source>
            <translation>嵌套在 %1 层之内的标签</translation>
        </message>
        <message>
            <source>at most %1 tags inside each other</source>
            <translation>最多 %1 层标签嵌套</translation>
        </message>
        <message>
            <source>a duration such as 5s, 30m or 2h</source>
            <translation>时长，如 5 秒、30 分钟、2 小时（5s、30m、2h）</translation>
        </message>
        <message>
            <source>a user name without “:”</source>
            <translation>不含冒号的用户名</translation>
        </message>
        <message>
            <source>a header&apos;s name such as X-Api-Key</source>
            <translation>请求头名称，如 X-Api-Key</translation>
        </message>
        <message>
            <source>a name without control characters</source>
            <translation>不含控制字符的名称</translation>
        </message>
        <message>
            <source>half-width punctuation (: / . ? &amp; =)</source>
            <translation>半角标点（: / . ? &amp; =）</translation>
        </message>
        <message>
            <source>an address without spaces</source>
            <translation>不含空格的地址</translation>
        </message>
        <message>
            <source>an address that begins with http:// or https://</source>
            <translation>以 http:// 或 https:// 开头的地址</translation>
        </message>
        <message>
            <source>an address such as https://example.com/path</source>
            <translation>形如 https://example.com/path 的地址</translation>
        </message>
        <message>
            <source>a port from 1 to 65535</source>
            <translation>1 到 65535 之间的端口</translation>
        </message>
        <message>
            <source>an address without user and password; they belong under Basic Authentication</source>
            <translation>不含用户名和密码的地址；它们应填在 Basic Authentication 中</translation>
        </message>
        <message>
            <source>an address of your company&apos;s own system, not of the link or the cloud&apos;s metadata</source>
            <translation>贵公司自己系统的地址，不能是本地链路或云平台的元数据地址</translation>
        </message>
        <message>
            <source>a stored message can&apos;t be read</source>
            <translation>无法读取已保存的消息</translation>
        </message>
        <message>
            <source>a header&apos;s name such as X-Signature</source>
            <translation>请求头名称，如 X-Signature</translation>
        </message>
        <message>
            <source>text without control characters</source>
            <translation>不含控制字符的文本</translation>
        </message>
        <message>
            <source>a prefix without quotes and backslashes</source>
            <translation>不含引号和反斜杠的前缀</translation>
        </message>
        <message>
            <source>a signature that stands in the body can&apos;t cover the body itself; name the values it covers, or a header for it</source>
            <translation>放在请求体中的签名不能覆盖请求体本身；请指明它覆盖的值，或为它指定请求头</translation>
        </message>
        <message>
            <source>two numbers from 200 to 299: [200, 299]</source>
            <translation>200 到 299 之间的两个数：[200, 299]</translation>
        </message>
        <message>
            <source>it stands alone in its object</source>
            <translation>它须是所在对象中唯一的成员</translation>
        </message>
        <message>
            <source>one list over the recipients, not one inside another</source>
            <translation>只用一个接收人列表，不能嵌套</translation>
        </message>
        <message>
            <source>a list of objects</source>
            <translation>对象的列表</translation>
        </message>
        <message>
            <source>an object, $user or $params…</source>
            <translation>对象、$user 或 $params…</translation>
        </message>
        <message>
            <source>it differs from person to person: put it inside $each, or set maximumBatch to 1</source>
            <translation>它因人而异：请放进 $each，或把 maximumBatch 设为 1</translation>
        </message>
        <message>
            <source>it stands in the body exactly when the signature has no header</source>
            <translation>只有签名不用请求头时，它才出现在请求体中，且必须出现</translation>
        </message>
        <message>
            <source>a whole number such as 100</source>
            <translation>整数，如 100</translation>
        </message>
        <message>
            <source>a percentage such as 15</source>
            <translation>百分比，如 15</translation>
        </message>
        <message>
            <source>a date that exists, such as 2026-07-16</source>
            <translation>存在的日期，如 2026-07-16</translation>
        </message>
        <message>
            <source>“whsec_” followed by base64 of 24 to 64 bytes</source>
            <translation>“whsec_”加上 24 到 64 字节的 base64</translation>
        </message>
        <message>
            <source>a name that no built-in segment has</source>
            <translation>与内置分群不同的名称</translation>
        </message>
        <message>
            <source>an IANA time zone such as Asia/Shanghai</source>
            <translation>IANA 时区，如 Asia/Shanghai</translation>
        </message>
        <message>
            <source>the folder can&apos;t be created</source>
            <translation>无法创建文件夹</translation>
        </message>
        <message>
            <source>a port of this computer that nothing else listens on</source>
            <translation>本机未被其他程序占用的端口</translation>
        </message>
        <message>
            <source>no answer within 20 s</source>
            <translation>20 秒内没有应答</translation>
        </message>
        <message>
            <source>two SQLite libraries in one program</source>
            <translation>程序中有两个 SQLite 库</translation>
        </message>
        <message>
            <source>permission denied</source>
            <translation>没有权限</translation>
        </message>
        <message>
            <source>its lock file can&apos;t be written; please allow writing there, or free some space</source>
            <translation>无法写入其中的锁文件，请授予写入权限或腾出空间</translation>
        </message>
        <message>
            <source>a time such as 2026-12-01T09:00</source>
            <translation>时间，如 2026-12-01T09:00</translation>
        </message>
        <message>
            <source>a folder without a workspace</source>
            <translation>不含工作区的文件夹</translation>
        </message>
        <message>
            <source>no such file</source>
            <translation>没有这个文件</translation>
        </message>
        <message>
            <source>a time such as 2026-12-01T00:00 or 2026-12-01T00:00:00+08:00</source>
            <translation>时间，如 2026-12-01T00:00 或 2026-12-01T00:00:00+08:00</translation>
        </message>
        <message>
            <source>no object</source>
            <translation>不是对象</translation>
        </message>
        <message>
            <source>an object was expected</source>
            <translation>此处应为对象</translation>
        </message>
        <message>
            <source>a comma or } was expected</source>
            <translation>此处应为逗号或 }</translation>
        </message>
        <message>
            <source>something follows the object</source>
            <translation>对象之后还有内容</translation>
        </message>
        <message>
            <source>a colon was expected</source>
            <translation>此处应为冒号</translation>
        </message>
        <message>
            <source>an unknown escape</source>
            <translation>未知的转义</translation>
        </message>
        <message>
            <source>four hexadecimal digits were expected</source>
            <translation>此处应为四位十六进制数</translation>
        </message>
        <message>
            <source>half a surrogate pair</source>
            <translation>不完整的代理对</translation>
        </message>
        <message>
            <source>a value was expected</source>
            <translation>此处应为值</translation>
        </message>
        <message>
            <source>nested too deeply</source>
            <translation>嵌套过深</translation>
        </message>
        <message>
            <source>a comma or ] was expected</source>
            <translation>此处应为逗号或 ]</translation>
        </message>
        <message>
            <source>a string was expected</source>
            <translation>此处应为字符串</translation>
        </message>
        <message>
            <source>a control character within a string</source>
            <translation>字符串中有控制字符</translation>
        </message>
        <message>
            <source>a string is not closed</source>
            <translation>字符串没有结束</translation>
        </message>
        <message>
            <source>row %1</source>
            <translation>第 %1 行</translation>
        </message>
        <message>
            <source>too many cells</source>
            <translation>单元格过多</translation>
        </message>
        <message>
            <source>a cell outside of the sheet</source>
            <translation>单元格超出工作表</translation>
        </message>
        <message>
            <source>cell %1 names a text that is not there</source>
            <translation>单元格 %1 引用的文本不存在</translation>
        </message>
        <message>
            <source>two events</source>
            <translation>两个事件</translation>
        </message>
        <message>
            <source>an event without a measure</source>
            <translation>不带统计条件的事件</translation>
        </message>
        <message>
            <source>only one of campaign, channel</source>
            <translation>campaign、channel 只能有一个</translation>
        </message>
        <message>
            <source>two events, the first and the second</source>
            <translation>两个事件：先发生的和后发生的</translation>
        </message>
        <message>
            <source>a length of time such as 30m, 1h or 7d</source>
            <translation>时长，例如 30m、1h 或 7d</translation>
        </message>
        <message>
            <source>the workbook can&apos;t be made</source>
            <translation>无法创建工作簿</translation>
        </message>
        <message>
            <source>it can&apos;t be replaced</source>
            <translation>无法替换该文件</translation>
        </message>
        <message>
            <source>something stands behind the end</source>
            <translation>结尾之后还有内容</translation>
        </message>
        <message>
            <source>nested deeper than %1</source>
            <translation>嵌套超过 %1 层</translation>
        </message>
        <message>
            <source>the text ends where a value should be</source>
            <translation>应有值的地方文本结束了</translation>
        </message>
        <message>
            <source>the text ends inside a string</source>
            <translation>文本在字符串中间结束</translation>
        </message>
        <message>
            <source>a digit is missing in a number</source>
            <translation>数字中缺少一位</translation>
        </message>
        <message>
            <source>there is no such escape</source>
            <translation>没有这种转义</translation>
        </message>
        <message>
            <source>a value should be here, not “%1”</source>
            <translation>此处应为值，而不是“%1”</translation>
        </message>
        <message>
            <source>a key in quotes should be here</source>
            <translation>此处应为带引号的键</translation>
        </message>
        <message>
            <source>“:” is missing behind a key</source>
            <translation>键之后缺少“:”</translation>
        </message>
        <message>
            <source>“,” or “%1” should be here</source>
            <translation>此处应为“,”或“%1”</translation>
        </message>
        <message>
            <source>the text is not UTF-8</source>
            <translation>文本不是 UTF-8</translation>
        </message>
        <message>
            <source>the number of an import, see import list</source>
            <translation>导入编号，见 import list</translation>
        </message>
        <message>
            <source>one of the two, or neither</source>
            <translation>两者选一，或都不选</translation>
        </message>
        <message>
            <source>one column of ids</source>
            <translation>一个 ID 列</translation>
        </message>
        <message>
            <source>a control character stands in a string; write it as \n, \t or \u…</source>
            <translation>字符串中有控制字符，请写成 \n、\t 或 \u…</translation>
        </message>
        <message>
            <source>\u wants four hexadecimal digits</source>
            <translation>\u 之后应为四位十六进制数</translation>
        </message>
        <message>
            <source>a name without blanks around it and without line breaks</source>
            <translation>前后没有空格、中间没有换行的名称</translation>
        </message>
        <message>
            <source>everybody may write in this folder</source>
            <translation>该文件夹对所有人可写</translation>
        </message>
        <message>
            <source>it is missing or empty, while the other half of the workspace is there; put it back from a copy</source>
            <translation>文件缺失或为空，而工作区的另一个文件还在；请用备份放回该文件</translation>
        </message>
        <message>
            <source>a secret key: this request format signs with it</source>
            <translation>密钥（签名）方式：该请求格式要用密钥签名</translation>
        </message>
        <message>
            <source>the disk is full: please free some space (%1)</source>
            <translation>磁盘已满，请先腾出空间（%1）</translation>
        </message>
        <message>
            <source>you may not write to it or to its folder: please allow that, it is needed for reading, too (%1)</source>
            <translation>没有写入该文件或其所在文件夹的权限，请授予写入权限，读取时也需要（%1）</translation>
        </message>
        <message>
            <source>it is missing</source>
            <translation>缺失</translation>
        </message>
        <message>
            <source>commas between groups of three digits, a point before decimals, as in 1,234.5</source>
            <translation>千位分隔逗号每三位一个，小数点用“.”，如 1,234.5</translation>
        </message>
        <message>
            <source>the number of a row that holds something</source>
            <translation>有内容的某一行的行号</translation>
        </message>
        <message>
            <source>one use of the column: it is an id, event or time already</source>
            <translation>一列只能有一种用途：该列已用作 id、事件或时间</translation>
        </message>
        <message>
            <source>one of the last %1 imports, undone ones among them: what people had before older ones is not kept</source>
            <translation>最近 %1 次导入之一（含已撤销的）：更早的导入之前的用户数据不再保留</translation>
        </message>
        <message>
            <source>its values in their own columns, and nothing here</source>
            <translation>请把各个值填到对应的列，并清空此单元格</translation>
        </message>
        <message>
            <source>%1 attributes or properties</source>
            <translation>%1 个属性</translation>
        </message>
        <message>
            <source>%1 at most; columns can be left out</source>
            <translation>最多 %1 个，可以不导入部分列</translation>
        </message>
        <message>
            <source>%1, as %2 has it; attribute set %2 --type %3 changes it</source>
            <translation>%1，即 %2 现在的类型；可用 attribute set %2 --type %3 更改</translation>
        </message>
        <message>
            <source>%1, as %2 has it; event set EVENT --property %2 --type %3 changes it</source>
            <translation>%1，即 %2 现在的类型；可用 event set 事件 --property %2 --type %3 更改</translation>
        </message>
        <message>
            <source>a value is longer than the 32,767 characters of a cell; please choose .csv</source>
            <translation>有的值超过单元格可容纳的 32,767 个字符，请改用 .csv</translation>
        </message>
        <message>
            <source>--type choice with --choice</source>
            <translation>--choice 须与 --type choice 一起使用</translation>
        </message>
        <message>
            <source>another attribute; the two ids stay as they are</source>
            <translation>其他属性；两个用户 id 不可更改</translation>
        </message>
        <message>
            <source>a name that ends in .xlsx or .csv</source>
            <translation>以 .xlsx 或 .csv 结尾的文件名</translation>
        </message>
        <message>
            <source>another file than the one that is imported</source>
            <translation>与所导入文件不同的文件</translation>
        </message>
        <message>
            <source>its folder is not there or can&apos;t be written to</source>
            <translation>所在文件夹不存在或不可写入</translation>
        </message>
        <message>
            <source>one of the last %1 imports: refused rows of older ones are not kept</source>
            <translation>最近 %1 次导入之一：更早的导入失败的行不再保留</translation>
        </message>
        <message>
            <source>a date such as 2026-07-06, “today”, or days from today such as -3</source>
            <translation>日期，如 2026-07-06；或“today”；或距今天的天数，如 -3</translation>
        </message>
        <message>
            <source>a date or time such as 2026-07-06 or 2026-07-06T09:00, “today”, or days from today such as -3</source>
            <translation>日期或时间，如 2026-07-06 或 2026-07-06T09:00；或“today”；或距今天的天数，如 -3</translation>
        </message>
        <message>
            <source>%1 levels</source>
            <translation>%1 层</translation>
        </message>
        <message>
            <source>%1 conditions</source>
            <translation>%1 个条件</translation>
        </message>
        <message>
            <source>“%1”, which names this segment, would get %2 levels, which</source>
            <translation>引用了该分群的“%1”将有 %2 层，</translation>
        </message>
        <message>
            <source>“%1”, which names this segment, would get %2 conditions, which</source>
            <translation>引用了该分群的“%1”将有 %2 个条件，</translation>
        </message>
        <message>
            <source>lastDays, or from, to or both</source>
            <translation>lastDays，或 from、to（可同时写）</translation>
        </message>
        <message>
            <source>%1 levels, with those of the segments named in a row (%2),</source>
            <translation>%1 层（含依次引用的分群：%2）</translation>
        </message>
        <message>
            <source>the column with the names of events, of which there may be %1, or %2 when they stand there twice on average</source>
            <translation>事件名称所在的列；最多 %1 个事件名称，平均每个出现两次以上时最多 %2 个</translation>
        </message>
        <message>
            <source>an empty name</source>
            <translation>名称为空</translation>
        </message>
        <message>
            <source>a text that does not begin with $</source>
            <translation>不以 $ 开头的文字</translation>
        </message>
        <message>
            <source>two signatures stand in a header, not in the body</source>
            <translation>两个签名放在请求头里，不放在正文里</translation>
        </message>
        <message>
            <source>a certificate in PEM, which begins with -----BEGIN CERTIFICATE-----</source>
            <translation>PEM 格式的证书，以 -----BEGIN CERTIFICATE----- 开头</translation>
        </message>
        <message>
            <source>a private key with the passphrase that opens it</source>
            <translation>私钥及打开它的口令</translation>
        </message>
        <message>
            <source>an RSA or EC private key in PEM, which begins with -----BEGIN PRIVATE KEY-----</source>
            <translation>PEM 格式的 RSA 或 EC 私钥，以 -----BEGIN PRIVATE KEY----- 开头</translation>
        </message>
        <message>
            <source>http://host:port or socks5://host:port</source>
            <translation>http://主机:端口 或 socks5://主机:端口</translation>
        </message>
</context>
<context>
        <name>wd::OperatorEdit</name>
        <message>
            <source>Operator</source>
            <translation>操作人</translation>
        </message>
        <message>
            <source>Noted with everything that you create or change.</source>
            <translation>会记录在您创建或修改的每一项内容旁。</translation>
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
            <source>Folder: %1</source>
            <translation>文件夹：%1</translation>
        </message>
        <message>
            <source>Time zone</source>
            <translation>时区</translation>
        </message>
        <message>
            <source>Open my own workspace</source>
            <translation>打开我自己的工作区</translation>
        </message>
        <message>
            <source>Open the sample workspace</source>
            <translation>打开示例工作区</translation>
        </message>
        <message>
            <source>Reset the sample</source>
            <translation>重置示例</translation>
        </message>
        <message>
            <source>Reset the sample?</source>
            <translation>重置示例？</translation>
        </message>
        <message>
            <source>Everything in the sample workspace becomes as it was at first: users, channels, campaigns and the receiver&apos;s secret. What you changed or sent there is gone. Your own workspace is not touched.</source>
            <translation>示例工作区会恢复成最初的样子：用户、通道、活动和接收端的密钥。您在其中所做的修改和发送记录都将消失。您自己的工作区不受影响。</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>重置</translation>
        </message>
        <message>
            <source>Days and times of this workspace, “yesterday” included. Type a city to search.</source>
            <translation>本工作区的日期和时间（包括“昨日”）都按此时区计算。输入城市即可搜索。</translation>
        </message>
        <message numerus="yes">
            <source>The times of the %n events imported are moments: they stay, and are shown in the new zone.</source>
            <translation>
                <numerusform>已导入的 %Ln 个事件的时间是时刻，不会改变，将按新时区显示。</numerusform>
            </translation>
        </message>
        <message>
            <source>So do attributes that are a date with a time.</source>
            <comment>they stay moments</comment>
            <translation>“日期和时间”类型的属性同样是时刻，不会改变，将按新时区显示。</translation>
        </message>
        <message>
            <source>Dates without a time, such as birthdays, stay the same days.</source>
            <translation>不带时间的日期（如生日）仍是原来那一天。</translation>
        </message>
        <message>
            <source>“Yesterday”, “in the last 7 days” and other conditions on days count by the days of the new zone, so they may find other people.</source>
            <translation>“昨天”“最近 7 天”等条件按新时区的日期计算，符合条件的人可能随之变化。</translation>
        </message>
        <message>
            <source>Campaigns that wait for their time keep the clock time, in the new zone.</source>
            <translation>等待定时发送的活动仍在原定钟点发送，按新时区计。</translation>
        </message>
        <message>
            <source>If times in a file were read in the wrong zone, undo its import and import it again: the zone can be chosen there.</source>
            <translation>如果之前导入时弄错了时区，请撤销那次导入后重新导入，导入页上可以选择时区。</translation>
        </message>
        <message>
            <source>Change the time zone to %1?</source>
            <translation>把时区改为%1？</translation>
        </message>
        <message>
            <source>Change the zone</source>
            <translation>更改时区</translation>
        </message>
        <message>
            <source>In that zone the time of these campaigns would be over: %1. Please give them another time first, or take them offline.</source>
            <translation>按该时区，以下活动的预定时间已过：%1。请先为它们改定时间，或将其下线。</translation>
        </message>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
        <message>
            <source>“%1”</source>
            <translation>“%1”</translation>
        </message>
</context>
<context>
        <name>wd::ReasonTexts</name>
        <message>
            <source>The recipient id is missing: “%1” has no value.</source>
            <translation>缺少接收人标识：“%1”没有值。</translation>
        </message>
        <message>
            <source>The attribute “%1” has no value.</source>
            <translation>缺少属性“%1”。</translation>
        </message>
        <message>
            <source>The text leaves this person out: %1.</source>
            <translation>文案跳过了该用户：%1。</translation>
        </message>
        <message>
            <source>Same recipient id as somebody earlier in this run.</source>
            <translation>本批次中已有相同的接收人标识。</translation>
        </message>
        <message>
            <source>An earlier run of this campaign reached this person.</source>
            <translation>该活动之前的批次已触达该用户。</translation>
        </message>
        <message>
            <source>The text “%1” could not be rendered.</source>
            <translation>文案“%1”无法生成。</translation>
        </message>
        <message>
            <source>The campaign was taken offline.</source>
            <translation>活动已下线，已取消。</translation>
        </message>
        <message>
            <source>The host was not found.</source>
            <translation>找不到主机。</translation>
        </message>
        <message>
            <source>The connection was refused.</source>
            <translation>连接被拒绝。</translation>
        </message>
        <message>
            <source>The host can&apos;t be reached.</source>
            <translation>主机无法访问。</translation>
        </message>
        <message>
            <source>No secure connection could be made.</source>
            <translation>无法建立安全连接。</translation>
        </message>
        <message>
            <source>The receiver&apos;s certificate is not valid.</source>
            <translation>对方证书无效。</translation>
        </message>
        <message>
            <source>The connection was not made in time.</source>
            <translation>连接超时。</translation>
        </message>
        <message>
            <source>No complete answer came in time; the receiver may have the request.</source>
            <translation>等待响应超时；对方可能已收到请求。</translation>
        </message>
        <message>
            <source>The connection was closed before a complete answer came.</source>
            <translation>收到完整的响应之前，连接已关闭。</translation>
        </message>
        <message>
            <source>The answer was longer than 1 MiB and can&apos;t be judged; the receiver may have acted on the request.</source>
            <translation>响应超过 1 MiB，无法判断结果；对方可能已经处理。</translation>
        </message>
        <message>
            <source>The answer is not HTTP.</source>
            <translation>响应不是 HTTP。</translation>
        </message>
        <message>
            <source>The request can&apos;t be sent: %1.</source>
            <translation>请求无法发出：%1。</translation>
        </message>
        <message>
            <source>The request was cut off.</source>
            <translation>请求已中止。</translation>
        </message>
        <message>
            <source>The program ended while the request was under way.</source>
            <translation>请求进行中程序退出。</translation>
        </message>
        <message>
            <source>The address redirects to another one; redirects are not followed.</source>
            <translation>地址被重定向；不跟随重定向。</translation>
        </message>
        <message>
            <source>Authentication was refused.</source>
            <translation>鉴权未通过。</translation>
        </message>
        <message>
            <source>Access was denied (403).</source>
            <translation>拒绝访问（403）。</translation>
        </message>
        <message>
            <source>The path was not found (404).</source>
            <translation>路径不存在（404）。</translation>
        </message>
        <message>
            <source>The method is not allowed (405).</source>
            <translation>请求方法不允许（405）。</translation>
        </message>
        <message>
            <source>The address is gone (410).</source>
            <translation>地址已失效（410）。</translation>
        </message>
        <message>
            <source>The content type was refused (415).</source>
            <translation>内容类型被拒绝（415）。</translation>
        </message>
        <message>
            <source>The receiver refused this message.</source>
            <translation>对方拒绝了这条消息。</translation>
        </message>
        <message>
            <source>The receiver asks for fewer requests (429).</source>
            <translation>对方要求降低请求频率（429）。</translation>
        </message>
        <message>
            <source>The receiver is not available (503).</source>
            <translation>对方暂时不可用（503）。</translation>
        </message>
        <message>
            <source>The receiver reports an error of its own.</source>
            <translation>对方服务器出错。</translation>
        </message>
        <message>
            <source>The answer is not what the contract calls a success.</source>
            <translation>响应不符合请求格式的成功规则。</translation>
        </message>
        <message>
            <source>The receiver refused the request.</source>
            <translation>对方拒绝了请求。</translation>
        </message>
        <message>
            <source>The answer&apos;s status is not known.</source>
            <translation>响应状态码未知。</translation>
        </message>
        <message>
            <source>The receiver lists this person as failed: %1.</source>
            <translation>对方标记该用户失败：%1。</translation>
        </message>
        <message>
            <source>The answer does not name this person.</source>
            <translation>响应中没有该用户。</translation>
        </message>
        <message>
            <source>The operator confirmed that the receiver accepted it.</source>
            <translation>已人工确认：对方已接收。</translation>
        </message>
        <message>
            <source>The operator left it as it is.</source>
            <translation>已人工选择不处理。</translation>
        </message>
        <message>
            <source>Accepted</source>
            <translation>对方已接收</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Uncertain</source>
            <translation>结果不明</translation>
        </message>
        <message>
            <source>Not sent</source>
            <translation>未发送</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>已取消</translation>
        </message>
        <message>
            <source>Sending</source>
            <translation>发送中</translation>
        </message>
        <message>
            <source>Waiting for a retry</source>
            <translation>等待重试</translation>
        </message>
        <message>
            <source>Draft</source>
            <translation>草稿</translation>
        </message>
        <message>
            <source>Scheduled</source>
            <translation>待上线</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>已结束</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>已下线</translation>
        </message>
        <message>
            <source>Never sent</source>
            <translation>未发出</translation>
        </message>
        <message>
            <source>Maybe accepted</source>
            <translation>对方可能已接收</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>被拒绝</translation>
        </message>
        <message>
            <source>The channel is at fault</source>
            <translation>通道故障</translation>
        </message>
        <message>
            <source>Interrupted</source>
            <translation>已中断</translation>
        </message>
        <message>
            <source>is</source>
            <translation>等于</translation>
        </message>
        <message>
            <source>is not</source>
            <translation>不等于</translation>
        </message>
        <message>
            <source>is less than</source>
            <translation>小于</translation>
        </message>
        <message>
            <source>is at most</source>
            <translation>小于等于</translation>
        </message>
        <message>
            <source>is greater than</source>
            <translation>大于</translation>
        </message>
        <message>
            <source>is at least</source>
            <translation>大于等于</translation>
        </message>
        <message>
            <source>is one of</source>
            <translation>属于</translation>
        </message>
        <message>
            <source>is none of</source>
            <translation>不属于</translation>
        </message>
        <message>
            <source>contains</source>
            <translation>包含</translation>
        </message>
        <message>
            <source>does not contain</source>
            <translation>不包含</translation>
        </message>
        <message>
            <source>starts with</source>
            <translation>开头是</translation>
        </message>
        <message>
            <source>has no value</source>
            <translation>没有值</translation>
        </message>
        <message>
            <source>has a value</source>
            <translation>有值</translation>
        </message>
        <message>
            <source>is between</source>
            <translation>介于</translation>
        </message>
        <message>
            <source>is on</source>
            <translation>在当天</translation>
        </message>
        <message>
            <source>is before</source>
            <translation>早于</translation>
        </message>
        <message>
            <source>is after</source>
            <translation>晚于</translation>
        </message>
        <message>
            <source>is in the last days</source>
            <translation>在过去若干天内</translation>
        </message>
        <message>
            <source>is in the coming days</source>
            <translation>在未来若干天内</translation>
        </message>
        <message>
            <source>has its anniversary on</source>
            <translation>周年日是</translation>
        </message>
        <message>
            <source>The recipient id is missing.</source>
            <translation>缺少接收人标识。</translation>
        </message>
        <message>
            <source>An attribute has no value.</source>
            <translation>有属性没有值。</translation>
        </message>
        <message>
            <source>The text leaves this person out.</source>
            <translation>文案跳过了该用户。</translation>
        </message>
        <message>
            <source>A text could not be rendered.</source>
            <translation>有文案无法生成。</translation>
        </message>
        <message>
            <source>What was stored for the request can&apos;t be read any more, so it can&apos;t be sent.</source>
            <translation>为这次请求保存的内容已无法读取，因此无法发送。</translation>
        </message>
        <message>
            <source>Queued</source>
            <translation>待发送</translation>
        </message>
        <message>
            <source>A required text is empty.</source>
            <translation>必填文案为空。</translation>
        </message>
        <message>
            <source>The required text “%1” is empty.</source>
            <translation>必填文案“%1”为空。</translation>
        </message>
        <message>
            <source>The segment “%1” has been removed.</source>
            <translation>分群“%1”已被删除。</translation>
        </message>
        <message>
            <source>The channel “%1” has been removed.</source>
            <translation>通道“%1”已被删除。</translation>
        </message>
        <message>
            <source>The workspace&apos;s files could not be written; the disk may be full.</source>
            <translation>工作区文件写入失败，磁盘可能已满。</translation>
        </message>
        <message>
            <source>Its people could not be prepared: please look at its segment, channel and texts.</source>
            <translation>未能准备发送名单，请检查该活动的分群、通道和文案。</translation>
        </message>
        <message>
            <source>The request can&apos;t be sent.</source>
            <translation>请求无法发出。</translation>
        </message>
        <message>
            <source>The receiver lists this person as failed.</source>
            <translation>对方标记该用户失败。</translation>
        </message>
        <message>
            <source>The answer lists this person without saying whether the receiver accepted.</source>
            <translation>响应中列出了该用户，但没有说明是否接收成功。</translation>
        </message>
        <message>
            <source>The answer lists this person without saying whether the receiver accepted: %1.</source>
            <translation>响应中列出了该用户，但没有说明是否接收成功：%1。</translation>
        </message>
        <message>
            <source>The answer lists this person more than once, with different outcomes.</source>
            <translation>响应中多次列出该用户，结果前后不一致。</translation>
        </message>
        <message>
            <source>The receiver sent only an interim answer; whether it accepted is not known.</source>
            <translation>对方只返回了中间响应，无法确定是否已接收。</translation>
        </message>
        <message>
            <source>The receiver sent only the interim answer %1; whether it accepted is not known.</source>
            <translation>对方只返回了中间响应 %1，无法确定是否已接收。</translation>
        </message>
        <message>
            <source>The receiver answered %1, but the rest of its answer did not come in time; it may have acted on the request.</source>
            <translation>对方返回了 %1，但等待超时，回答没有收完整；对方可能已经处理。</translation>
        </message>
        <message>
            <source>The receiver answered %1, but its answer broke off; it may have acted on the request.</source>
            <translation>对方返回了 %1，但回答没有传完连接就断开了；对方可能已经处理。</translation>
        </message>
</context>
<context>
        <name>wd::ReceivedModel</name>
        <message>
            <source>not checked</source>
            <translation>未校验</translation>
        </message>
        <message>
            <source>valid</source>
            <translation>有效</translation>
        </message>
        <message>
            <source>wrong</source>
            <translation>✗ 错误</translation>
        </message>
        <message>
            <source>missing</source>
            <translation>✗ 缺失</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Path</source>
            <translation>路径</translation>
        </message>
        <message>
            <source>Request id</source>
            <translation>请求 ID</translation>
        </message>
        <message>
            <source>Signature</source>
            <translation>签名</translation>
        </message>
        <message>
            <source>Answered</source>
            <translation>已回答</translation>
        </message>
        <message>
            <source>Body</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>%1 (again)</source>
            <translation>%1（重复）</translation>
        </message>
</context>
<context>
        <name>wd::ReceiverWindow</name>
        <message>
            <source>Local test receiver</source>
            <translation>本机测试接收端</translation>
        </message>
        <message>
            <source> ms</source>
            <translation> 毫秒</translation>
        </message>
        <message>
            <source>Check signatures</source>
            <translation>校验签名</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>Status to answer</source>
            <translation>回答的状态码</translation>
        </message>
        <message>
            <source>Delay</source>
            <translation>延迟</translation>
        </message>
        <message>
            <source>Secret key to check</source>
            <translation>用于校验的密钥</translation>
        </message>
        <message>
            <source>Requests that arrived</source>
            <translation>收到的请求</translation>
        </message>
        <message>
            <source>Body of the chosen request</source>
            <translation>所选请求的内容</translation>
        </message>
        <message>
            <source>Choose a request to read its body.</source>
            <translation>选择一个请求，查看其内容。</translation>
        </message>
        <message>
            <source>Listening</source>
            <translation>接收中</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>启动</translation>
        </message>
        <message>
            <source>Start it to get its address.</source>
            <translation>启动后显示地址。</translation>
        </message>
        <message>
            <source>Copy the address</source>
            <translation>复制地址</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>端口</translation>
        </message>
        <message>
            <source>Stop the receiver to choose another port.</source>
            <translation>停止接收端后才能更换端口。</translation>
        </message>
        <message>
            <source>The key that your channel signs with. What you enter is kept in the system&apos;s keychain.</source>
            <translation>通道签名所用的密钥；您填写的密钥保存在系统密钥串中。</translation>
        </message>
        <message>
            <source>Port %1 is used by another program. End that program or choose another port.</source>
            <translation>端口 %1 已被其他程序占用。请关闭该程序，或换一个端口。</translation>
        </message>
        <message>
            <source>Show the secret</source>
            <translation>显示密钥</translation>
        </message>
        <message>
            <source>Copy the secret</source>
            <translation>复制密钥</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>自动选择</translation>
        </message>
        <message>
            <source>Chosen once, then the same at every start.</source>
            <translation>选定后每次启动都用它。</translation>
        </message>
</context>
<context>
        <name>wd::ReviewDialog</name>
        <message>
            <source>Back</source>
            <translation>返回</translation>
        </message>
        <message>
            <source>Go online</source>
            <translation>上线</translation>
        </message>
        <message>
            <source>Review: %1</source>
            <translation>上线确认：%1</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Counting goes on.</source>
            <translation>正在计算人数。</translation>
        </message>
        <message>
            <source>Counting: %1 people so far …</source>
            <translation>正在计算：已统计 %1 人…</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>跳过</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>请求数</translation>
        </message>
        <message>
            <source>Only one request is sent, and it names no user: the channel has neither a recipient id nor user attributes.</source>
            <translation>只发 1 个请求，不含任何用户：该通道既没有接收人标识，也没有用户属性。</translation>
        </message>
        <message>
            <source>The segment is empty now: nobody would be sent to.</source>
            <translation>分群当前为空：不会发送给任何人。</translation>
        </message>
        <message>
            <source>For them it stays empty.</source>
            <translation>这些人将发空值。</translation>
        </message>
        <message>
            <source>Set a default</source>
            <translation>填默认值</translation>
        </message>
        <message>
            <source>Skip these people</source>
            <translation>跳过这些人</translation>
        </message>
        <message>
            <source>Send it empty</source>
            <translation>发空值</translation>
        </message>
        <message>
            <source>an unknown time</source>
            <translation>未知时间</translation>
        </message>
        <message>
            <source>Data of “%1” are complete until %2, the segment needs them until %3: people who did it later may be sent to, or left out, wrongly.</source>
            <translation>“%1”数据截至 %2，分群需要到 %3；之后发生该行为的人会被误发或漏发。</translation>
        </message>
        <message>
            <source>The request:</source>
            <translation>请求内容：</translation>
        </message>
        <message>
            <source>One of the requests, for %1:</source>
            <translation>其中一个请求（%1）：</translation>
        </message>
        <message>
            <source>Example of a request</source>
            <translation>请求示例</translation>
        </message>
        <message>
            <source>Send the request</source>
            <translation>发送该请求</translation>
        </message>
        <message>
            <source>Please say first what happens to people whose value is missing.</source>
            <translation>请先选择如何处理缺失数据的人。</translation>
        </message>
        <message>
            <source>Going online …</source>
            <translation>正在上线…</translation>
        </message>
        <message>
            <source>Segment</source>
            <translation>分群</translation>
        </message>
        <message numerus="yes">
            <source>%1 (%2 people)</source>
            <translation>
                <numerusform>%1（%2 人）</numerusform>
            </translation>
        </message>
        <message>
            <source>Channel</source>
            <translation>通道</translation>
        </message>
        <message>
            <source>Sent to</source>
            <translation>发往</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>现在</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <comment>time, zone</comment>
            <translation>%1（%2）</translation>
        </message>
        <message numerus="yes">
            <source>%1 people have no “%2”, and the text has no default for it.</source>
            <translation>
                <numerusform>%1 人缺少“%2”，文案中也没有设置默认值。</numerusform>
            </translation>
        </message>
        <message>
            <source>Data of “%1”</source>
            <translation>“%1”数据截至</translation>
        </message>
        <message>
            <source>✓ complete until %1</source>
            <translation>✓ %1</translation>
        </message>
        <message numerus="yes">
            <source>Schedule %1 (about %2 people)</source>
            <translation>
                <numerusform>预约 %1（预计 %2 人）</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Send to %1 people</source>
            <translation>
                <numerusform>向 %1 人发送</numerusform>
            </translation>
        </message>
        <message>
            <source>Sending is paused: nothing goes out before you continue it.</source>
            <translation>当前已全部暂停：恢复发送之前不会发出任何请求。</translation>
        </message>
        <message numerus="yes">
            <source>For %1 people “NaN” or “Infinity” stands in the text: a calculation in it, such as a division by 0, has no result.</source>
            <translation>
                <numerusform>有 %1 人的文案中会出现“NaN”或“Infinity”：其中的计算没有结果，例如除以 0。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of these people were already sent “%2” today.</source>
            <translation>
                <numerusform>其中 %1 人今天已由“%2”发送过。</numerusform>
            </translation>
        </message>
        <message>
            <source>The last test of this campaign did not succeed.</source>
            <translation>本活动的上一次测试没有成功。</translation>
        </message>
        <message>
            <source>“%1” in a text</source>
            <translation>缺少“%1”</translation>
        </message>
        <message>
            <source>A parameter whose text holds a user attribute stands with each person; what is the same for everybody stands once, for the whole request.</source>
            <translation>文案中含用户属性的参数写在每个用户的数据里；对所有人相同的参数在请求中只写一次。</translation>
        </message>
        <message>
            <source>The last test of the channel did not succeed.</source>
            <translation>通道的上一次测试没有成功。</translation>
        </message>
        <message>
            <source>The last test of the channel did not succeed (%1).</source>
            <comment>HTTP status</comment>
            <translation>通道的上一次测试没有成功（%1）。</translation>
        </message>
        <message>
            <source>The last test of this campaign did not succeed (%1).</source>
            <comment>HTTP status</comment>
            <translation>本活动的上一次测试没有成功（%1）。</translation>
        </message>
        <message>
            <source>The last test of the channel has brought no result.</source>
            <translation>通道的上一次测试没有得到结果。</translation>
        </message>
        <message>
            <source>The last test of the channel is doubtful. %1</source>
            <translation>通道的上一次测试存疑：%1</translation>
        </message>
        <message>
            <source>The last test of this campaign has brought no result.</source>
            <translation>本活动的上一次测试没有得到结果。</translation>
        </message>
        <message>
            <source>The last test of this campaign is doubtful. %1</source>
            <translation>本活动的上一次测试存疑：%1</translation>
        </message>
        <message numerus="yes">
            <source>“%1” to %2 of them</source>
            <comment>a campaign was sent to so many</comment>
            <translation>
                <numerusform>“%1”%2 人</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more campaign(s)</source>
            <translation>
                <numerusform>另外 %Ln 个活动</numerusform>
            </translation>
        </message>
        <message>
            <source>Some of these people were already sent something today: %1.</source>
            <translation>其中部分人今天已收到过：%1。</translation>
        </message>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
</context>
<context>
        <name>wd::RowActions</name>
        <message>
            <source>%1, %2</source>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>More steps for %1</source>
            <translation>更多操作：%1</translation>
        </message>
</context>
<context>
        <name>wd::RowList</name>
        <message>
            <source>That is the most: %1 rows.</source>
            <translation>最多 %1 行，已满。</translation>
        </message>
</context>
<context>
        <name>wd::RowsSection</name>
        <message>
            <source>Recipient id</source>
            <translation>接收人标识</translation>
        </message>
        <message>
            <source>Requests name the person they are for</source>
            <translation>请求中带上接收人标识</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>请选择…</translation>
        </message>
        <message>
            <source>Parameter name</source>
            <translation>参数名称</translation>
        </message>
        <message>
            <source>User attribute</source>
            <translation>用户属性</translation>
        </message>
        <message>
            <source>By what your own system knows the person. Whoever has no value here is left out and noted.</source>
            <translation>贵公司系统据此识别用户。没有此值的用户会被跳过并记录。</translation>
        </message>
        <message>
            <source>User attributes</source>
            <translation>用户属性</translation>
        </message>
        <message>
            <source>Attributes of</source>
            <translation>用户类型</translation>
        </message>
        <message>
            <source>Login user attributes</source>
            <translation>登录用户属性</translation>
        </message>
        <message>
            <source>Visitor attributes</source>
            <translation>访问用户属性</translation>
        </message>
        <message>
            <source>Add a user attribute</source>
            <translation>添加用户属性</translation>
        </message>
        <message>
            <source>What each request says about the person.</source>
            <translation>每个请求携带的用户信息。</translation>
        </message>
        <message>
            <source>Template parameters</source>
            <translation>模板参数</translation>
        </message>
        <message>
            <source>Add a template parameter</source>
            <translation>添加模板参数</translation>
        </message>
        <message>
            <source>What every campaign fills in, under the display name. A string is one line, the same for everybody; a text may hold attributes, such as the name.</source>
            <translation>每个活动按显示名称填写的内容。字符串：一行文字，对所有人相同；文本：可插入用户属性，如姓名。</translation>
        </message>
</context>
<context>
        <name>wd::RuleSentence</name>
        <message>
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <source>nobody</source>
            <translation>没有人</translation>
        </message>
        <message>
            <source>is on</source>
            <translation>在</translation>
        </message>
        <message>
            <source>is before</source>
            <translation>早于</translation>
        </message>
        <message>
            <source>is after</source>
            <translation>晚于</translation>
        </message>
        <message>
            <source>has its anniversary</source>
            <translation>周年日</translation>
        </message>
        <message>
            <source>is</source>
            <translation>等于</translation>
        </message>
        <message>
            <source>is not</source>
            <translation>不等于</translation>
        </message>
        <message>
            <source>is one of</source>
            <translation>是其中之一</translation>
        </message>
        <message>
            <source>is none of</source>
            <translation>不是其中任何一个</translation>
        </message>
        <message>
            <source>contains</source>
            <translation>包含</translation>
        </message>
        <message>
            <source>does not contain</source>
            <translation>不包含</translation>
        </message>
        <message>
            <source>starts with</source>
            <translation>开头是</translation>
        </message>
        <message>
            <source>has no value</source>
            <translation>没有值</translation>
        </message>
        <message>
            <source>has a value</source>
            <translation>有值</translation>
        </message>
        <message>
            <source>is between</source>
            <translation>介于</translation>
        </message>
        <message>
            <source>at any time</source>
            <translation>全部时间</translation>
        </message>
        <message>
            <source>today</source>
            <translation>今天</translation>
        </message>
        <message>
            <source>yesterday</source>
            <translation>昨天</translation>
        </message>
        <message>
            <source>this week</source>
            <translation>本周</translation>
        </message>
        <message>
            <source>this month</source>
            <translation>本月</translation>
        </message>
        <message numerus="yes">
            <source>in the last %n days until yesterday</source>
            <translation>
                <numerusform>最近 %Ln 天（截至昨天）</numerusform>
            </translation>
        </message>
        <message>
            <source>since %1</source>
            <translation>%1 起</translation>
        </message>
        <message>
            <source>until %1</source>
            <translation>截至 %1（含）</translation>
        </message>
        <message>
            <source>from %1 to %2</source>
            <translation>%1 至 %2</translation>
        </message>
        <message>
            <source>text</source>
            <translation>文本</translation>
        </message>
        <message>
            <source>number</source>
            <translation>数字</translation>
        </message>
        <message>
            <source>date</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>date and time</source>
            <translation>日期时间</translation>
        </message>
        <message>
            <source>yes or no</source>
            <translation>是否</translation>
        </message>
        <message>
            <source>choice</source>
            <translation>单选</translation>
        </message>
        <message>
            <source>Login user id</source>
            <translation>用户登录id</translation>
        </message>
        <message>
            <source>Visitor id</source>
            <translation>访问用户id</translation>
        </message>
        <message>
            <source>All login users</source>
            <translation>全部登录用户</translation>
        </message>
        <message>
            <source>All visitors</source>
            <translation>全部访问用户</translation>
        </message>
        <message>
            <source>Login users</source>
            <translation>登录用户</translation>
        </message>
        <message>
            <source>Visitors</source>
            <translation>访问用户</translation>
        </message>
        <message>
            <source>“%1”</source>
            <comment>value</comment>
            <translation>“%1”</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between values</comment>
            <translation>、</translation>
        </message>
        <message>
            <source>is not known</source>
            <translation>没有值</translation>
        </message>
        <message>
            <source>is known</source>
            <translation>有值</translation>
        </message>
        <message>
            <source>is one of %1</source>
            <translation>是%1之一</translation>
        </message>
        <message>
            <source>is none of %1 (or not known)</source>
            <translation>不是%1中的任何一个（或没有值）</translation>
        </message>
        <message>
            <source>is not %1 (or not known)</source>
            <comment>number</comment>
            <translation>不等于%1（或没有值）</translation>
        </message>
        <message>
            <source>is %1</source>
            <comment>more than 5</comment>
            <translation>%1</translation>
        </message>
        <message>
            <source>contains “%1”</source>
            <translation>包含“%1”</translation>
        </message>
        <message>
            <source>does not contain “%1” (or is not known)</source>
            <translation>不包含“%1”（或没有值）</translation>
        </message>
        <message>
            <source>starts with “%1”</source>
            <translation>以“%1”开头</translation>
        </message>
        <message>
            <source>is not %1 (or not known)</source>
            <comment>text</comment>
            <translation>不是%1（或没有值）</translation>
        </message>
        <message>
            <source>is %1</source>
            <comment>text</comment>
            <translation>是%1</translation>
        </message>
        <message>
            <source>is not “%1” (or not known)</source>
            <comment>yes or no</comment>
            <translation>不为“%1”（或没有值）</translation>
        </message>
        <message>
            <source>is “%1”</source>
            <comment>yes or no</comment>
            <translation>为“%1”</translation>
        </message>
        <message>
            <source>is not %1 (or not known)</source>
            <comment>day</comment>
            <translation>不是%1（或没有值）</translation>
        </message>
        <message>
            <source>is before %1</source>
            <translation>早于%1</translation>
        </message>
        <message>
            <source>is %1 or earlier</source>
            <translation>不晚于%1</translation>
        </message>
        <message>
            <source>is after %1</source>
            <translation>晚于%1</translation>
        </message>
        <message>
            <source>is %1 or later</source>
            <translation>不早于%1</translation>
        </message>
        <message>
            <source>is between %1 and %2</source>
            <comment>days</comment>
            <translation>在%1至%2之间</translation>
        </message>
        <message>
            <source>is on %1</source>
            <translation>是%1</translation>
        </message>
        <message numerus="yes">
            <source>is one of the %n days that end with the day before sending</source>
            <translation>
                <numerusform>在发送日之前的%Ln天内</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>is one of the %n days that begin with the day of sending</source>
            <translation>
                <numerusform>在从发送日起的%Ln天内</numerusform>
            </translation>
        </message>
        <message>
            <source>has its anniversary on the day of sending</source>
            <translation>的周年日就是发送当天</translation>
        </message>
        <message numerus="yes">
            <source>has its anniversary %n days after the day of sending</source>
            <translation>
                <numerusform>的周年日在发送日之后%Ln天</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>had its anniversary %n days before the day of sending</source>
            <translation>
                <numerusform>的周年日在发送日之前%Ln天</numerusform>
            </translation>
        </message>
        <message>
            <source>not %1</source>
            <comment>amount</comment>
            <translation>不等于%1</translation>
        </message>
        <message>
            <source>less than %1</source>
            <translation>小于%1</translation>
        </message>
        <message>
            <source>at most %1</source>
            <translation>不超过%1</translation>
        </message>
        <message>
            <source>more than %1</source>
            <translation>大于%1</translation>
        </message>
        <message>
            <source>at least %1</source>
            <translation>至少%1</translation>
        </message>
        <message>
            <source>between %1 and %2</source>
            <comment>amounts</comment>
            <translation>在%1到%2之间</translation>
        </message>
        <message>
            <source>one of %1</source>
            <comment>amounts</comment>
            <translation>是%1之一</translation>
        </message>
        <message>
            <source>none of %1</source>
            <comment>amounts</comment>
            <translation>不是%1中的任何一个</translation>
        </message>
        <message>
            <source>exactly %1</source>
            <translation>等于%1</translation>
        </message>
        <message>
            <source>%1 times</source>
            <comment>between 2 and 5</comment>
            <translation>的次数%1</translation>
        </message>
        <message numerus="yes">
            <source>fewer than %n times</source>
            <translation>
                <numerusform>少于%Ln次</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>at most %n times</source>
            <translation>
                <numerusform>最多%Ln次</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>more than %n times</source>
            <translation>
                <numerusform>超过%Ln次</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>at least %n times</source>
            <translation>
                <numerusform>至少%Ln次</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>exactly %n times</source>
            <translation>
                <numerusform>正好%Ln次</numerusform>
            </translation>
        </message>
        <message>
            <source>who are not among those %1</source>
            <comment>clause</comment>
            <translation>不满足（%1）</translation>
        </message>
        <message>
            <source>whoever they are</source>
            <translation>不限条件</translation>
        </message>
        <message>
            <source>who can&apos;t exist</source>
            <translation>不存在</translation>
        </message>
        <message>
            <source>(%1)</source>
            <comment>clauses</comment>
            <translation>（%1）</translation>
        </message>
        <message>
            <source>, </source>
            <comment>all of several clauses</comment>
            <translation>，</translation>
        </message>
        <message>
            <source>, </source>
            <comment>any of several clauses</comment>
            <translation>，</translation>
        </message>
        <message>
            <source>%1 and %2</source>
            <comment>clauses</comment>
            <translation>%1，且%2</translation>
        </message>
        <message>
            <source>%1 or %2</source>
            <comment>clauses</comment>
            <translation>%1，或%2</translation>
        </message>
        <message>
            <source>%1, and %2</source>
            <comment>clauses</comment>
            <translation>%1，且%2</translation>
        </message>
        <message>
            <source>%1, or %2</source>
            <comment>clauses</comment>
            <translation>%1，或%2</translation>
        </message>
        <message>
            <source>who are in the segment “%1”</source>
            <translation>在分群“%1”中</translation>
        </message>
        <message>
            <source>who are not in the segment “%1”</source>
            <translation>不在分群“%1”中</translation>
        </message>
        <message>
            <source>who are on the list “%1”</source>
            <translation>在名单“%1”中</translation>
        </message>
        <message>
            <source>who are not on the list “%1”</source>
            <translation>不在名单“%1”中</translation>
        </message>
        <message>
            <source>who are among the %1 drawn by lot</source>
            <translation>在随机抽取的%1中</translation>
        </message>
        <message>
            <source>who are not among the %1 drawn by lot</source>
            <translation>不在随机抽取的%1中</translation>
        </message>
        <message>
            <source>%1%</source>
            <translation>%1%</translation>
        </message>
        <message>
            <source>the campaign “%1”</source>
            <translation>活动“%1”</translation>
        </message>
        <message>
            <source>who have received %1</source>
            <translation>接收过%1</translation>
        </message>
        <message>
            <source>who have never received %1</source>
            <translation>从未接收过%1</translation>
        </message>
        <message numerus="yes">
            <source>who received %1 today or in the %n days before</source>
            <translation>
                <numerusform>今天或此前%Ln天内接收过%1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>who did not receive %1 today or in the %n days before</source>
            <translation>
                <numerusform>今天或此前%Ln天内未接收过%1</numerusform>
            </translation>
        </message>
        <message>
            <source>whose %1 %2</source>
            <comment>attribute, comparison</comment>
            <translation>%1%2</translation>
        </message>
        <message>
            <source>“%1”</source>
            <comment>event with a label</comment>
            <translation>%1</translation>
        </message>
        <message>
            <source>“%1”</source>
            <comment>event by its key</comment>
            <translation>“%1”</translation>
        </message>
        <message>
            <source> or </source>
            <comment>events</comment>
            <translation>或</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <comment>property, comparison</comment>
            <translation>%1%2</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <comment>clause, notes</comment>
            <translation>%1（%2）</translation>
        </message>
        <message>
            <source>; </source>
            <translation>；</translation>
        </message>
        <message>
            <source>at any time</source>
            <comment>counted over all time</comment>
            <translation>累计</translation>
        </message>
        <message>
            <source>who have ever done %1</source>
            <comment>label</comment>
            <translation>%1过</translation>
        </message>
        <message>
            <source>who have ever done %1</source>
            <comment>key</comment>
            <translation>做过%1</translation>
        </message>
        <message>
            <source>who did %1 %2</source>
            <comment>label, period</comment>
            <translation>%2%1过</translation>
        </message>
        <message>
            <source>who did %1 %2</source>
            <comment>key, period</comment>
            <translation>%2做过%1</translation>
        </message>
        <message>
            <source>who have never done %1</source>
            <comment>label</comment>
            <translation>从未%1</translation>
        </message>
        <message>
            <source>who have never done %1</source>
            <comment>key</comment>
            <translation>从未做过%1</translation>
        </message>
        <message>
            <source>who did not do %1 %2</source>
            <comment>label, period</comment>
            <translation>%2没有%1</translation>
        </message>
        <message>
            <source>who did not do %1 %2</source>
            <comment>key, period</comment>
            <translation>%2没有做过%1</translation>
        </message>
        <message>
            <source>who did %1 %2 %3</source>
            <comment>label, times, period</comment>
            <translation>%3%1%2</translation>
        </message>
        <message>
            <source>who did %1 %2 %3</source>
            <comment>key, times, period</comment>
            <translation>%3做%1%2</translation>
        </message>
        <message>
            <source>those who never did are included</source>
            <translation>从未做过的人也算在内</translation>
        </message>
        <message>
            <source>whose average %1 of %2 %3 is %4</source>
            <comment>property, event, period, amount</comment>
            <translation>%3%2的%1平均%4</translation>
        </message>
        <message>
            <source>whose smallest %1 of %2 %3 is %4</source>
            <comment>property, event, period, amount</comment>
            <translation>%3%2的%1最小值%4</translation>
        </message>
        <message>
            <source>whose largest %1 of %2 %3 is %4</source>
            <comment>property, event, period, amount</comment>
            <translation>%3%2的%1最大值%4</translation>
        </message>
        <message>
            <source>whose %1 of %2 %3 adds up to %4</source>
            <comment>property, event, period, amount</comment>
            <translation>%3%2的%1合计%4</translation>
        </message>
        <message numerus="yes">
            <source>%n days</source>
            <comment>length of time</comment>
            <translation>
                <numerusform>%Ln天</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hours</source>
            <comment>length of time</comment>
            <translation>
                <numerusform>%Ln小时</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n minutes</source>
            <comment>length of time</comment>
            <translation>
                <numerusform>%Ln分钟</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n seconds</source>
            <comment>length of time</comment>
            <translation>
                <numerusform>%Ln秒</numerusform>
            </translation>
        </message>
        <message>
            <source>who did not do %1 followed, within %3, by %2</source>
            <comment>first event, second event, length of time</comment>
            <translation>没有在%1之后%3内又有%2</translation>
        </message>
        <message>
            <source>who did %1 and then, within %3, %2</source>
            <comment>first event, second event, length of time</comment>
            <translation>在%1之后%3内又有%2</translation>
        </message>
        <message>
            <source>all login users</source>
            <translation>全部登录用户</translation>
        </message>
        <message>
            <source>all visitors</source>
            <translation>全部访问用户</translation>
        </message>
        <message>
            <source>login users</source>
            <translation>登录用户</translation>
        </message>
        <message>
            <source>visitors</source>
            <translation>访问用户</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <comment>people, clause</comment>
            <translation>%2的%1</translation>
        </message>
        <message>
            <source>is on or before</source>
            <translation>不晚于</translation>
        </message>
        <message>
            <source>is on or after</source>
            <translation>不早于</translation>
        </message>
        <message>
            <source>is less than</source>
            <translation>小于</translation>
        </message>
        <message>
            <source>is at most</source>
            <translation>不超过</translation>
        </message>
        <message>
            <source>is more than</source>
            <translation>大于</translation>
        </message>
        <message>
            <source>is at least</source>
            <translation>至少</translation>
        </message>
        <message>
            <source>anything through the channel “%1”</source>
            <translation>通道“%1”发来的内容</translation>
        </message>
        <message>
            <source>the day of sending</source>
            <translation>发送当天</translation>
        </message>
        <message numerus="yes">
            <source>the day %n days after sending</source>
            <translation>
                <numerusform>发送日之后%Ln天</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>the day %n days before sending</source>
            <translation>
                <numerusform>发送日之前%Ln天</numerusform>
            </translation>
        </message>
        <message>
            <source>(%1)</source>
            <comment>clauses, negated</comment>
            <translation>%1</translation>
        </message>
        <message>
            <source>any number of times but %1</source>
            <comment>2, or 2 or 5</comment>
            <translation>的次数不是%1</translation>
        </message>
        <message>
            <source>%1 times</source>
            <comment>2 or 5</comment>
            <translation>的次数是%1</translation>
        </message>
        <message>
            <source> or </source>
            <comment>between values</comment>
            <translation>或</translation>
        </message>
        <message>
            <source>; </source>
            <comment>all of several conditions on an event</comment>
            <translation>，</translation>
        </message>
        <message>
            <source>“%1” holds visitors only: no login user is in it.</source>
            <translation>“%1”中只有访问用户，没有登录用户。</translation>
        </message>
        <message>
            <source>“%1” holds login users only: no visitor is in it.</source>
            <translation>“%1”中只有登录用户，没有访问用户。</translation>
        </message>
        <message>
            <source>is within the last</source>
            <translation>在最近</translation>
        </message>
        <message>
            <source>is within the next</source>
            <translation>在未来</translation>
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
        <name>wd::SaveQuestion</name>
        <message>
            <source>Go on editing</source>
            <translation>继续编辑</translation>
        </message>
        <message>
            <source>Save all the same</source>
            <translation>仍然保存</translation>
        </message>
        <message>
            <source>Save as disabled</source>
            <translation>保存为禁用</translation>
        </message>
        <message>
            <source>The test still waits for its answer</source>
            <translation>测试还在等待回答</translation>
        </message>
        <message>
            <source>The last test is doubtful</source>
            <translation>上一次测试存疑</translation>
        </message>
        <message>
            <source>The last test did not succeed</source>
            <translation>上一次测试没有成功</translation>
        </message>
        <message>
            <source>Whether the receiver accepts what stands here is not known yet.</source>
            <translation>还不知道对方是否接受现有内容。</translation>
        </message>
        <message>
            <source>The test request with what stands here got no complete answer.</source>
            <translation>按现有内容发出的测试请求没有得到完整的回答。</translation>
        </message>
        <message>
            <source>The receiver has not accepted a request with what stands here.</source>
            <translation>对方没有接受按现有内容发出的测试请求。</translation>
        </message>
        <message>
            <source>Saved as disabled, no campaign can use the channel until you enable it.</source>
            <translation>保存为禁用后，在您启用之前，任何活动都不能使用此通道。</translation>
        </message>
        <message>
            <source>When a campaign sends, people with such an answer are counted as accepted.</source>
            <translation>活动正式发送时，得到这种回答的用户会计为“对方已接收”。</translation>
        </message>
        <message>
            <source>What is sent through this channel may be refused; it then waits until you have mended the channel.</source>
            <translation>经此通道的发送可能被拒绝，并会一直等到您修好通道。</translation>
        </message>
</context>
<context>
        <name>wd::SecretEdit</name>
        <message>
            <source>Show</source>
            <translation>显示</translation>
        </message>
        <message>
            <source>Enter it again</source>
            <translation>重新填写密钥</translation>
        </message>
        <message>
            <source>Secret</source>
            <translation>密钥</translation>
        </message>
        <message>
            <source>Kept · fingerprint %1</source>
            <translation>已保存 · 指纹 %1</translation>
        </message>
        <message>
            <source>Ends in %1 · fingerprint %2</source>
            <translation>末四位 %1 · 指纹 %2</translation>
        </message>
        <message>
            <source>Four characters made from the secret. Whoever holds the same secret gets the same four.</source>
            <translation>由密钥算出的四个字符。持有同一密钥的人会得到同样的四个字符。</translation>
        </message>
        <message>
            <source>Fingerprint %1</source>
            <translation>指纹 %1</translation>
        </message>
</context>
<context>
        <name>wd::SegmentEditPage</name>
        <message>
            <source>Segment</source>
            <translation>分群</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>Segments</source>
            <translation>用户分群</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>User kind</source>
            <translation>用户类型</translation>
        </message>
        <message>
            <source>This segment is not there any more.</source>
            <translation>这个分群已不存在。</translation>
        </message>
        <message>
            <source>New segment</source>
            <translation>新建分群</translation>
        </message>
        <message>
            <source>That is: %1.</source>
            <translation>即：%1。</translation>
        </message>
        <message>
            <source>Please give the segment a name.</source>
            <translation>请填写分群名称。</translation>
        </message>
        <message>
            <source>The segment is still being read.</source>
            <translation>正在读取分群。</translation>
        </message>
        <message>
            <source>Undo (Ctrl+Z)</source>
            <translation>撤销（Ctrl+Z）</translation>
        </message>
        <message>
            <source>Redo (Ctrl+Shift+Z)</source>
            <translation>重做（Ctrl+Shift+Z）</translation>
        </message>
        <message>
            <source>There is nothing to undo.</source>
            <translation>没有可撤销的操作。</translation>
        </message>
        <message>
            <source>There is nothing to redo.</source>
            <translation>没有可重做的操作。</translation>
        </message>
        <message>
            <source>In use by %1. What you change holds for them, too.</source>
            <translation>正被使用：%1。这里的修改对它们同样生效。</translation>
        </message>
        <message>
            <source>Change a segment that is in use?</source>
            <translation>修改正在使用的分群？</translation>
        </message>
        <message>
            <source>It is in use by %1. Runs that have begun keep their people; from the next one on the new rule selects them.</source>
            <translation>它正被使用：%1。已开始的批次人员不变，从下一批次起按新规则选人。</translation>
        </message>
        <message numerus="yes">
            <source>%n conditions are not complete. Once they are, people are counted.</source>
            <translation>
                <numerusform>有 %Ln 个条件还没填完整，填完后显示人数。</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 Once that is right, people are counted.</source>
            <translation>%1改正后即可显示人数。</translation>
        </message>
        <message numerus="yes">
            <source>Not saved: %n conditions are not complete.</source>
            <translation>
                <numerusform>未保存：%Ln 个条件还没有填完整。</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::SegmentsPage</name>
        <message>
            <source>Segments</source>
            <translation>用户分群</translation>
        </message>
        <message>
            <source>Search by name</source>
            <translation>按名称搜索</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>New segment</source>
            <translation>新建分群</translation>
        </message>
        <message>
            <source>Segment</source>
            <translation>分群</translation>
        </message>
        <message>
            <source>Rule</source>
            <translation>规则</translation>
        </message>
        <message>
            <source>Changed at</source>
            <translation>更新时间</translation>
        </message>
        <message>
            <source>Actions</source>
            <translation>操作</translation>
        </message>
        <message>
            <source>No segment has “%1” in its name.</source>
            <translation>没有名称包含“%1”的分群。</translation>
        </message>
        <message>
            <source>built in</source>
            <translation>内置</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>编辑</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Upload a list…</source>
            <translation>上传名单…</translation>
        </message>
        <message>
            <source>Segments or lists</source>
            <translation>分群或名单</translation>
        </message>
        <message>
            <source>Lists</source>
            <translation>名单</translation>
        </message>
        <message>
            <source>People now</source>
            <translation>当前人数</translation>
        </message>
        <message>
            <source>Used by</source>
            <translation>使用于</translation>
        </message>
        <message>
            <source>“%1” can&apos;t be deleted while it is in use by %2.</source>
            <translation>“%1”正被使用，不能删除：%2。</translation>
        </message>
        <message>
            <source>Changed by %1</source>
            <translation>更新人：%1</translation>
        </message>
        <message>
            <source>Delete the segment “%1”?</source>
            <translation>删除分群“%1”？</translation>
        </message>
        <message>
            <source>It is chosen in %1. They need another segment before they can go online.</source>
            <translation>它被 %1 选用；这些活动需另选分群后才能上线。</translation>
        </message>
        <message>
            <source>The segment “%1” was deleted.</source>
            <translation>已删除分群“%1”。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Duplicate</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Recently deleted…</source>
            <translation>最近删除…</translation>
        </message>
</context>
<context>
        <name>wd::SendingCommands</name>
        <message>
            <source>The receiver listens on http://127.0.0.1:%1/.</source>
            <translation>接收端正在监听 http://127.0.0.1:%1/。</translation>
        </message>
        <message>
            <source>“%1” is scheduled.</source>
            <translation>“%1”已待上线。</translation>
        </message>
        <message>
            <source>Answer %1: %2</source>
            <translation>响应 %1：%2</translation>
        </message>
        <message>
            <source>The receiver accepted the request.</source>
            <translation>对方已接收该请求。</translation>
        </message>
        <message>
            <source>“%1” is sent at %2: waiting until then.</source>
            <translation>“%1”将于 %2 发送：正在等待。</translation>
        </message>
        <message>
            <source>To continue, press “Continue sending” in the window, or: webhook-desk-cli run --continue</source>
            <translation>继续方法：在窗口中点“继续发送”，或运行：webhook-desk-cli run --continue</translation>
        </message>
        <message>
            <source>“%1” was not sent: no program was running at %2. Give it another time and put it online again.</source>
            <translation>“%1”未发送：到 %2 时没有程序在运行。请修改发送时间后重新上线。</translation>
        </message>
        <message>
            <source>People it was meant for: %1.</source>
            <translation>原定发送 %1 人。</translation>
        </message>
        <message>
            <source>%1 When a campaign sends, people with such an answer are counted as accepted.</source>
            <translation>%1活动正式发送时，得到这种回答的用户会计为“对方已接收”。</translation>
        </message>
</context>
<context>
        <name>wd::SpecRow</name>
        <message>
            <source>Move up (Alt+Up)</source>
            <translation>上移（Alt+↑）</translation>
        </message>
        <message>
            <source>Move down (Alt+Down)</source>
            <translation>下移（Alt+↓）</translation>
        </message>
        <message>
            <source>Remove the row</source>
            <translation>删除此行</translation>
        </message>
        <message>
            <source>%1, row %2</source>
            <translation>%1，第 %2 行</translation>
        </message>
        <message>
            <source>Remove row %1</source>
            <translation>删除第 %1 行</translation>
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
            <source>Automatic sending: held up</source>
            <translation>自动发送：受阻</translation>
        </message>
        <message>
            <source>Next: %1 %2 · %3</source>
            <comment>time, campaign, zone</comment>
            <translation>下次：%1 %2 · %3</translation>
        </message>
        <message>
            <source>Automatic sending: off</source>
            <translation>自动发送：已关闭</translation>
        </message>
        <message>
            <source>Next: %1 another try</source>
            <translation>下次：%1 自动重试</translation>
        </message>
</context>
<context>
        <name>wd::StatusTexts</name>
        <message>
            <source>%1: %2. Accepted: %3, failed: %4, uncertain: %5, not sent: %6, queued: %7, cancelled: %8.</source>
            <translation>%1：%2。对方已接收 %3，失败 %4，结果不明 %5，未发送 %6，排队中 %7，已取消 %8。</translation>
        </message>
        <message>
            <source>It was not sent in time: the program was not running.</source>
            <translation>未按时发送：当时程序没有运行。</translation>
        </message>
        <message>
            <source>It waits for its channel&apos;s secret.</source>
            <translation>正在等待通道的密钥。</translation>
        </message>
</context>
<context>
        <name>wd::StepBar</name>
        <message>
            <source>Step %1 of %2: %3</source>
            <translation>第 %1 步，共 %2 步：%3</translation>
        </message>
        <message>
            <source>Comes once the steps before it are filled in.</source>
            <translation>填完前面的步骤后即可打开。</translation>
        </message>
</context>
<context>
        <name>wd::TargetCard</name>
        <message>
            <source>Target</source>
            <translation>目标分群</translation>
        </message>
        <message>
            <source>Segment</source>
            <translation>选择分群</translation>
        </message>
        <message>
            <source>Channel</source>
            <translation>选择通道</translation>
        </message>
        <message>
            <source>Please choose</source>
            <translation>请选择</translation>
        </message>
        <message>
            <source>+ New segment…</source>
            <translation>＋新建分群…</translation>
        </message>
        <message>
            <source>%1 (disabled)</source>
            <translation>%1（已禁用）</translation>
        </message>
        <message>
            <source>+ New channel…</source>
            <translation>＋新建通道…</translation>
        </message>
        <message numerus="yes">
            <source>%n channels are not offered: they need attributes that only login users have.</source>
            <translation>
                <numerusform>有 %Ln 个通道不可选：它们需要只有登录用户才有的属性。</numerusform>
            </translation>
        </message>
        <message>
            <source>This channel has no recipient id: requests would not say who is meant. Only one request is sent.</source>
            <translation>该通道没有接收人标识：请求中不会说明发给谁，只会发 1 个请求。</translation>
        </message>
        <message>
            <source>Set a recipient id</source>
            <translation>设置接收人标识</translation>
        </message>
        <message>
            <source>%1 → %2</source>
            <comment>segment, channel</comment>
            <translation>%1 → %2</translation>
        </message>
        <message numerus="yes">
            <source>%1 people now</source>
            <translation>
                <numerusform>当前 %1 人</numerusform>
            </translation>
        </message>
        <message>
            <source>+ Upload a list…</source>
            <translation>＋上传名单…</translation>
        </message>
</context>
<context>
        <name>wd::TestPanel</name>
        <message>
            <source>Test</source>
            <translation>测试效果</translation>
        </message>
        <message>
            <source>One real request goes to the channel&apos;s address; its answer is shown here.</source>
            <translation>向通道的请求地址发出一个真实请求，回答显示在这里。</translation>
        </message>
        <message>
            <source>Whose data</source>
            <translation>使用谁的数据</translation>
        </message>
        <message>
            <source>A made-up person</source>
            <translation>模拟用户</translation>
        </message>
        <message>
            <source>A person I choose</source>
            <translation>指定用户</translation>
        </message>
        <message>
            <source>Login id of the person</source>
            <translation>用户登录id</translation>
        </message>
        <message>
            <source>Earlier tests</source>
            <translation>历史</translation>
        </message>
        <message>
            <source>Open a channel or a campaign to test it.</source>
            <translation>请打开要测试的通道或活动。</translation>
        </message>
        <message>
            <source>Please enter a login id.</source>
            <translation>请填写用户登录id。</translation>
        </message>
        <message>
            <source>Send to a real person?</source>
            <translation>发给真实用户？</translation>
        </message>
        <message>
            <source>The channel is in production: %1 may really receive this.</source>
            <translation>这是生产通道：%1 可能真的收到。</translation>
        </message>
        <message>
            <source>Send the test to %1</source>
            <translation>向 %1 发送测试</translation>
        </message>
        <message>
            <source>Nobody is known by the login id %1.</source>
            <translation>没有登录id为 %1 的用户。</translation>
        </message>
        <message>
            <source>Stopped before anything was sent.</source>
            <translation>已停止，没有发出任何请求。</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <translation>%1，%2</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Esc</source>
            <translation>Esc</translation>
        </message>
        <message>
            <source>Ctrl+Return</source>
            <translation>Ctrl+Return</translation>
        </message>
        <message>
            <source>Test effect</source>
            <translation>测试效果</translation>
        </message>
        <message numerus="yes">
            <source>%1 people wait for this channel.</source>
            <translation>
                <numerusform>%1 人在等待此通道。</numerusform>
            </translation>
        </message>
        <message>
            <source>Continue sending</source>
            <translation>继续发送</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>立即继续</translation>
        </message>
        <message>
            <source>The local test receiver is not running.</source>
            <translation>本机测试接收端未启动。</translation>
        </message>
        <message>
            <source>Start it</source>
            <translation>启动</translation>
        </message>
        <message>
            <source>Please save it first, then continue sending.</source>
            <translation>请先保存，再继续发送。</translation>
        </message>
</context>
<context>
        <name>wd::TestResult</name>
        <message>
            <source>Answer</source>
            <translation>响应</translation>
        </message>
        <message>
            <source>Request</source>
            <translation>请求</translation>
        </message>
        <message>
            <source>Result of the test</source>
            <translation>测试结果</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>结论</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>详情</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>下一步</translation>
        </message>
        <message>
            <source>Who can do it</source>
            <translation>谁能处理</translation>
        </message>
        <message>
            <source>Copy for the receiver&apos;s team</source>
            <translation>复制给研发</translation>
        </message>
        <message>
            <source>Headers of the answer</source>
            <translation>响应头</translation>
        </message>
        <message>
            <source>The request names nobody.</source>
            <translation>请求不含任何用户。</translation>
        </message>
        <message>
            <source>Sent for the made-up person %1.</source>
            <translation>以模拟用户 %1 发送。</translation>
        </message>
        <message>
            <source>Sent for %1.</source>
            <translation>以 %1 发送。</translation>
        </message>
        <message>
            <source>Request id %1</source>
            <translation>请求 ID %1</translation>
        </message>
        <message>
            <source>Request id: %1</source>
            <translation>请求 ID：%1</translation>
        </message>
        <message>
            <source>Phases: %1</source>
            <translation>各阶段：%1</translation>
        </message>
        <message>
            <source>Request:</source>
            <translation>请求：</translation>
        </message>
        <message>
            <source>Answer:</source>
            <translation>响应：</translation>
        </message>
        <message>
            <source>“%1” has no value yet; the test sent “%2” in its place.</source>
            <translation>“%1”还没有填写，测试时以“%2”代替。</translation>
        </message>
</context>
<context>
        <name>wd::TimeCard</name>
        <message>
            <source>Time of sending</source>
            <translation>发送设置</translation>
        </message>
        <message>
            <source>Go online now</source>
            <translation>立即上线</translation>
        </message>
        <message>
            <source>Schedule</source>
            <translation>预约上线</translation>
        </message>
        <message>
            <source>Date and time</source>
            <translation>日期和时间</translation>
        </message>
        <message>
            <source>In the workspace&apos;s time zone, %1.</source>
            <translation>按工作区时区 %1。</translation>
        </message>
        <message>
            <source>This time is in the past. Please choose a later one.</source>
            <translation>该时间已过，请选择更晚的时间。</translation>
        </message>
        <message>
            <source>Scheduled: %1</source>
            <translation>预约上线：%1</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>立即上线</translation>
        </message>
</context>
<context>
        <name>wd::Usage</name>
        <message>
            <source>Usage: webhook-desk-cli [--workspace DIR] [--json] COMMAND</source>
            <translation>用法：webhook-desk-cli [--workspace DIR] [--json] COMMAND</translation>
        </message>
        <message>
            <source>Usage: webhook-desk-cli %1</source>
            <translation>用法：webhook-desk-cli %1</translation>
        </message>
        <message>
            <source>Exit codes: 0 done, 1 something failed, 2 bad input, 3 workspace in use. An import whose bad rows are listed is done (0).</source>
            <translation>退出码：0 完成，1 有失败，2 输入有误，3 工作区被占用。导入时列出了错误行也算完成（0）。</translation>
        </message>
        <message>
            <source>create or update channels, segments and campaigns (as drafts)</source>
            <translation>新建或更新通道、分群和活动（活动为草稿）</translation>
        </message>
        <message>
            <source>print all of it as a desk document, without secrets</source>
            <translation>以工作台文档输出全部内容，不含密钥</translation>
        </message>
        <message>
            <source>print the JSON Schema of desk documents</source>
            <translation>输出工作台文档的 JSON Schema</translation>
        </message>
        <message>
            <source>count the people of a segment</source>
            <translation>统计分群人数</translation>
        </message>
        <message>
            <source>list them with their attributes</source>
            <translation>列出分群中的用户及其属性</translation>
        </message>
        <message>
            <source>say why a person is in a segment, or is not</source>
            <translation>说明某人为何在（或不在）分群中</translation>
        </message>
        <message>
            <source>put a channel&apos;s secret from stdin into the keychain</source>
            <translation>从标准输入读取通道密钥并存入密钥串</translation>
        </message>
        <message>
            <source>send one real request for a made-up person and show the answer</source>
            <translation>用模拟用户发送一个真实请求并显示响应</translation>
        </message>
        <message>
            <source>bring a campaign online; with --wait send it now and wait for its end</source>
            <translation>上线活动；加 --wait 则立即发送并等待结束</translation>
        </message>
        <message>
            <source>hold a campaign; what is unsent stays queued</source>
            <translation>暂停活动；未发送的继续排队</translation>
        </message>
        <message>
            <source>go on with a paused campaign</source>
            <translation>继续已暂停的活动</translation>
        </message>
        <message>
            <source>end a campaign; what is unsent is cancelled</source>
            <translation>下线活动；未发送的将取消</translation>
        </message>
        <message>
            <source>print a campaign&apos;s state and counts</source>
            <translation>输出活动的状态和人数</translation>
        </message>
        <message>
            <source>print the times of a campaign&apos;s coming runs</source>
            <translation>输出活动接下来各批次的时间</translation>
        </message>
        <message>
            <source>count who would be sent to and who left out, and why</source>
            <translation>统计将发送和跳过的人数及原因</translation>
        </message>
        <message>
            <source>fill in a template and print the text</source>
            <translation>填充模板并输出文本</translation>
        </message>
        <message>
            <source>list who was sent to, with state and reason</source>
            <translation>列出发送记录及其状态和原因</translation>
        </message>
        <message>
            <source>a local receiver that shows what arrives</source>
            <translation>启动本机接收端，显示收到的请求</translation>
        </message>
        <message>
            <source>run the sample company&apos;s three stories in a temporary workspace</source>
            <translation>在临时工作区演示示例公司的三个场景</translation>
        </message>
        <message>
            <source>webhook-desk-cli COMMAND --help shows what a command takes.</source>
            <translation>webhook-desk-cli COMMAND --help 显示该命令的参数。</translation>
        </message>
        <message>
            <source>Without --workspace: %1</source>
            <translation>未指定 --workspace 时：%1</translation>
        </message>
        <message>
            <source>--json prints one JSON object instead of words.</source>
            <translation>--json 以一个 JSON 对象代替文字输出。</translation>
        </message>
        <message>
            <source>webhook-desk-cli help lists all commands.</source>
            <translation>webhook-desk-cli help 列出所有命令。</translation>
        </message>
        <message>
            <source>“%1” is not a command.</source>
            <translation>“%1”不是命令。</translation>
        </message>
        <message>
            <source>Did you mean “%1”?</source>
            <translation>您是否想输入“%1”？</translation>
        </message>
        <message>
            <source>After “%1” comes one of: %2.</source>
            <translation>“%1”后应为以下之一：%2。</translation>
        </message>
        <message>
            <source>import users from a CSV, .xlsx or JSON Lines file</source>
            <translation>从 CSV、.xlsx 或 JSON Lines 文件导入用户</translation>
        </message>
        <message>
            <source>import what users did from a CSV, .xlsx or JSON Lines file</source>
            <translation>从 CSV、.xlsx 或 JSON Lines 文件导入用户事件</translation>
        </message>
        <message>
            <source>list earlier imports</source>
            <translation>列出导入历史</translation>
        </message>
        <message>
            <source>write the rows that an import refused into a file</source>
            <translation>把一次导入中失败的行写入文件</translation>
        </message>
        <message>
            <source>take back what an import brought</source>
            <translation>撤销一次导入</translation>
        </message>
        <message>
            <source>list the attributes that users have</source>
            <translation>列出用户属性</translation>
        </message>
        <message>
            <source>add an attribute or change its label, type or values</source>
            <translation>新增用户属性，或修改其名称、类型、可选值</translation>
        </message>
        <message>
            <source>remove an attribute with its values</source>
            <translation>删除用户属性及其值</translation>
        </message>
        <message>
            <source>list events and their properties</source>
            <translation>列出事件及其属性</translation>
        </message>
        <message>
            <source>find users by id or by the beginning of a text</source>
            <translation>按 ID 或文本开头查找用户</translation>
        </message>
        <message>
            <source>count what each condition of a segment takes away</source>
            <translation>统计分群中每个条件排除的人数</translation>
        </message>
        <message>
            <source>make a list of users from a file of ids</source>
            <translation>用 ID 文件创建名单</translation>
        </message>
        <message>
            <source>print the lists</source>
            <translation>列出名单</translation>
        </message>
        <message>
            <source>print the users of a list</source>
            <translation>列出名单中的用户</translation>
        </message>
        <message>
            <source>remove a list</source>
            <translation>删除名单</translation>
        </message>
        <message>
            <source>Please name the campaign.</source>
            <translation>请写活动名称。</translation>
        </message>
        <message>
            <source>Please name the segment.</source>
            <translation>请写分群名称。</translation>
        </message>
        <message>
            <source>Please name the list.</source>
            <translation>请写名单名称。</translation>
        </message>
        <message>
            <source>Please name the attribute.</source>
            <translation>请写属性标识。</translation>
        </message>
        <message>
            <source>Please name the event.</source>
            <translation>请写事件标识。</translation>
        </message>
        <message>
            <source>Please name the channel.</source>
            <translation>请写通道名称。</translation>
        </message>
        <message>
            <source>Please name the file.</source>
            <translation>请写文件名。</translation>
        </message>
        <message>
            <source>Please give the text.</source>
            <translation>请写文本。</translation>
        </message>
        <message>
            <source>Please name the person, by login id or visitor id.</source>
            <translation>请写用户的用户登录id或访问用户id。</translation>
        </message>
        <message>
            <source>Please give the import&apos;s number; “import list” shows it.</source>
            <translation>请写导入编号，可用 import list 查看。</translation>
        </message>
        <message>
            <source>webhook-desk-cli --version prints the program&apos;s version.</source>
            <translation>webhook-desk-cli --version 显示程序版本。</translation>
        </message>
        <message>
            <source>send everything that is due, without a window; --continue lifts “Pause everything”</source>
            <translation>不开窗口，发送所有到期内容；--continue 解除“全部暂停”</translation>
        </message>
        <message>
            <source>change the labels of an event or property, the type of a property, or until when an event is complete</source>
            <translation>修改事件或事件属性的名称、事件属性的类型，或事件的数据截至时间</translation>
        </message>
        <message>
            <source>the columns of the users&apos; ids, where their headers don&apos;t tell</source>
            <translation>用户 id 所在的列，表头无法识别时使用</translation>
        </message>
        <message>
            <source>the columns that say who did what and when, where their headers don&apos;t tell</source>
            <translation>用户 id、事件、时间所在的列，表头无法识别时使用</translation>
        </message>
        <message>
            <source>a column with a number of each event, such as an order&apos;s: an event that is there is skipped</source>
            <translation>每个事件的编号所在的列，如订单号：已有的事件会跳过</translation>
        </message>
        <message>
            <source>add events without an id once more that are there already, the same in everything</source>
            <translation>没有编号、与库中完全相同的事件也再次添加</translation>
        </message>
        <message>
            <source>until when the data are complete; else the latest time of each event</source>
            <translation>数据截至时间；不指定时取每种事件的最晚时间</translation>
        </message>
        <message>
            <source>what a column becomes; --map COL= leaves it out. The next import remembers it.</source>
            <translation>该列导入为什么；--map 列名= 表示不导入。下次导入会沿用。</translation>
        </message>
        <message>
            <source>text, number, date, dateTime, boolean or choice, of what is new; else its values tell</source>
            <translation>新建属性的类型：text、number、date、dateTime、boolean 或 choice；不指定时按值识别</translation>
        </message>
        <message>
            <source>leave alone who is known, or who is not; else both are imported</source>
            <translation>只新增用户，或只更新已有用户；不指定时两者都导入</translation>
        </message>
        <message>
            <source>an empty cell takes the value away; else it changes nothing</source>
            <translation>空单元格清空原值；不指定时保留原值</translation>
        </message>
        <message>
            <source>people whom the file does not name lose this value</source>
            <translation>清空名单之外的用户的这个属性</translation>
        </message>
        <message>
            <source>begin anew with a file that was imported or begun already</source>
            <translation>文件导入过或导入到一半时，从头重新导入</translation>
        </message>
        <message>
            <source>write nothing; say what the import would do</source>
            <translation>不写入任何内容，只显示导入的结果</translation>
        </message>
        <message>
            <source>where the rows go that are refused, with the reason</source>
            <translation>导入失败的行连同原因写入此文件</translation>
        </message>
        <message>
            <source>of times without an offset, such as Asia/Shanghai; else the workspace&apos;s</source>
            <translation>不带时区的时间所用的时区，如 Asia/Shanghai；不指定时用工作区的时区</translation>
        </message>
        <message>
            <source>how to read the file; else its bytes tell</source>
            <translation>如何读取文件；不指定时自动识别</translation>
        </message>
        <message>
            <source>the values that a choice may have; other values are refused</source>
            <translation>单选属性的可选值，其他值会被拒绝</translation>
        </message>
        <message>
            <source>values that the new type or choices have no place for go; else nothing changes</source>
            <translation>不符合新类型或可选值的值会被删除；不指定时不作任何更改</translation>
        </message>
        <message>
            <source>values that the new type has no place for go; else nothing changes</source>
            <translation>不符合新类型的值会被删除；不指定时不作任何更改</translation>
        </message>
        <message>
            <source>the event of all rows, where no column names it, as in a list of orders</source>
            <translation>所有行的事件名称，没有事件列时使用，如订单明细</translation>
        </message>
        <message>
            <source>remove an event with what people did, or one of its properties</source>
            <translation>删除事件及其记录，或删除事件的一个属性</translation>
        </message>
        <message>
            <source>print a segment&apos;s rule as a sentence, and what uses it</source>
            <translation>用一句话说明分群的规则，以及哪里用到它</translation>
        </message>
        <message>
            <source>remove a segment that nothing uses</source>
            <translation>删除没有被使用的分群</translation>
        </message>
        <message>
            <source>give a list another name</source>
            <translation>重命名名单</translation>
        </message>
        <message>
            <source>print what is known of a user: attributes, segments, events, what was sent</source>
            <translation>显示一位用户的资料：属性、所在分群、事件、发送记录</translation>
        </message>
        <message>
            <source>give a list the users of another file</source>
            <translation>用另一个文件中的用户替换名单</translation>
        </message>
        <message>
            <source>add the ids of a list that nobody has as users</source>
            <translation>把名单中库里没有的 ID 新增为用户</translation>
        </message>
        <message>
            <source>bring a removed list back, within 30 days</source>
            <translation>恢复 30 天内删除的名单</translation>
        </message>
</context>
<context>
        <name>wd::ValueEditor</name>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>Upper value</source>
            <translation>上限</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <source>and</source>
            <comment>between two values</comment>
            <translation>至</translation>
        </message>
        <message>
            <source>number</source>
            <translation>数字</translation>
        </message>
        <message>
            <source>text</source>
            <translation>文本</translation>
        </message>
        <message>
            <source>Please choose</source>
            <translation>请选择</translation>
        </message>
        <message>
            <source>on the day of sending</source>
            <translation>就在发送当天</translation>
        </message>
        <message>
            <source>Days</source>
            <translation>天数</translation>
        </message>
        <message>
            <source>Which day</source>
            <translation>哪一天</translation>
        </message>
        <message>
            <source>a date</source>
            <comment>to compare with</comment>
            <translation>指定日期</translation>
        </message>
        <message>
            <source>the day of sending</source>
            <translation>发送当天</translation>
        </message>
        <message>
            <source>days before sending:</source>
            <translation>发送日之前</translation>
        </message>
        <message>
            <source>days after sending:</source>
            <translation>发送日之后</translation>
        </message>
        <message>
            <source>after the day of sending, by</source>
            <translation>在发送日之后</translation>
        </message>
        <message>
            <source>before the day of sending, by</source>
            <translation>在发送日之前</translation>
        </message>
</context>
<context>
        <name>wd::Verdicts</name>
        <message>
            <source>The team that runs the receiving system.</source>
            <translation>对方系统的研发。</translation>
        </message>
        <message>
            <source>Whoever looks after this computer&apos;s network.</source>
            <translation>本机网络的管理员。</translation>
        </message>
        <message>
            <source>Accepted (%1)</source>
            <translation>对方已接收（%1）</translation>
        </message>
        <message>
            <source>There is nothing to mend.</source>
            <translation>无需处理。</translation>
        </message>
        <message>
            <source>Certificate not trusted</source>
            <translation>证书不受信任</translation>
        </message>
        <message>
            <source>Certificate expired</source>
            <translation>证书已过期</translation>
        </message>
        <message>
            <source>The certificate of the receiving system has expired (%1).</source>
            <translation>对方系统的证书已过期（%1）。</translation>
        </message>
        <message>
            <source>Have it renewed; nothing was sent.</source>
            <translation>请对方更新证书；没有发出任何内容。</translation>
        </message>
        <message>
            <source>Certificate not valid yet</source>
            <translation>证书尚未生效</translation>
        </message>
        <message>
            <source>The certificate is not valid yet (%1). The clock of this computer may be wrong.</source>
            <translation>证书尚未生效（%1）。本机时钟可能不准。</translation>
        </message>
        <message>
            <source>Compare date and time of this computer, then the certificate.</source>
            <translation>先核对本机日期和时间，再核对证书。</translation>
        </message>
        <message>
            <source>Certificate of another host</source>
            <translation>证书属于其他主机</translation>
        </message>
        <message>
            <source>The certificate belongs to another host than the one in the address (%1).</source>
            <translation>证书所属主机与请求地址中的不同（%1）。</translation>
        </message>
        <message>
            <source>Check the host in the request address; if it is right, have the certificate corrected.</source>
            <translation>检查请求地址中的主机名；若无误，请对方更正证书。</translation>
        </message>
        <message>
            <source>The certificate is self-signed; this computer does not know its issuer (%1).</source>
            <translation>证书是自签名的，本机不认识其颁发者（%1）。</translation>
        </message>
        <message>
            <source>Have a certificate of a known issuer installed, or the company&apos;s issuer made known to this computer.</source>
            <translation>请对方换用公认机构的证书，或在本机安装公司的根证书。</translation>
        </message>
        <message>
            <source>The certificate can&apos;t be verified (%1).</source>
            <translation>无法验证证书（%1）。</translation>
        </message>
        <message>
            <source>Have the certificate and its chain checked; nothing was sent.</source>
            <translation>请对方检查证书及证书链；没有发出任何内容。</translation>
        </message>
        <message>
            <source>Host not found</source>
            <translation>找不到主机</translation>
        </message>
        <message>
            <source>There is no host called %1, or this computer is offline.</source>
            <translation>找不到主机 %1，或本机没有联网。</translation>
        </message>
        <message>
            <source>Check the spelling of the request address.</source>
            <translation>检查请求地址的拼写。</translation>
        </message>
        <message>
            <source>Connection refused</source>
            <translation>连接被拒绝</translation>
        </message>
        <message>
            <source>Nothing listens at %1: the service is not running or the port is wrong.</source>
            <translation>%1 没有服务在监听：对方服务没有启动或端口不对。</translation>
        </message>
        <message>
            <source>Ask whether the service is running and at which port.</source>
            <translation>询问服务是否已启动、端口是多少。</translation>
        </message>
        <message>
            <source>Not reachable</source>
            <translation>网络不通</translation>
        </message>
        <message>
            <source>The network does not lead to %1.</source>
            <translation>网络到不了 %1。</translation>
        </message>
        <message>
            <source>Check the connection, a VPN or a firewall.</source>
            <translation>检查网络连接、VPN 或防火墙。</translation>
        </message>
        <message>
            <source>No secure connection</source>
            <translation>无法建立安全连接</translation>
        </message>
        <message>
            <source>The encrypted connection could not be agreed on. The port may speak plain http, or only old versions of TLS.</source>
            <translation>加密连接协商失败。该端口可能是明文 http，或只支持旧版 TLS。</translation>
        </message>
        <message>
            <source>Check whether the address begins with https rightly.</source>
            <translation>检查地址是否确实应以 https 开头。</translation>
        </message>
        <message>
            <source>No answer in time</source>
            <translation>等待回答超时</translation>
        </message>
        <message>
            <source>The request was sent, but no answer came in time. The receiver may have acted on it.</source>
            <translation>请求已发出，但没有按时得到回答。对方可能已经处理。</translation>
        </message>
        <message>
            <source>Ask whether it arrived, and why the answer takes so long.</source>
            <translation>询问对方是否收到、为何回答太慢。</translation>
        </message>
        <message>
            <source>No connection in time</source>
            <translation>连接超时</translation>
        </message>
        <message>
            <source>%1 did not take the connection in time; nothing was sent.</source>
            <translation>%1 没有按时接受连接；没有发出任何内容。</translation>
        </message>
        <message>
            <source>Check address and port; a firewall may drop the request without a word.</source>
            <translation>检查地址和端口；防火墙可能直接丢弃了请求。</translation>
        </message>
        <message>
            <source>Connection closed</source>
            <translation>连接被关闭</translation>
        </message>
        <message>
            <source>The receiver closed the connection without an answer. It may have acted on the request.</source>
            <translation>对方没有回答就关闭了连接，可能已经处理。</translation>
        </message>
        <message>
            <source>Have its log looked at.</source>
            <translation>请对方查看日志。</translation>
        </message>
        <message>
            <source>The receiver closed the connection before anything was sent.</source>
            <translation>请求发出之前，对方就关闭了连接。</translation>
        </message>
        <message>
            <source>Check whether the address begins with https or http rightly.</source>
            <translation>检查地址应以 https 还是 http 开头。</translation>
        </message>
        <message>
            <source>Answer too large</source>
            <translation>回答过大</translation>
        </message>
        <message>
            <source>The answer was longer than 1 MiB and can&apos;t be judged. The receiver may have acted on the request.</source>
            <translation>回答超过 1 MiB，无法判断结果；对方可能已经处理。</translation>
        </message>
        <message>
            <source>The address may lead to a page or a file instead of an interface.</source>
            <translation>地址可能指向网页或文件，而不是接口。</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>You stopped the test. The request had left already, so the receiver may have it.</source>
            <translation>您停止了测试。请求已经发出，对方可能已收到。</translation>
        </message>
        <message>
            <source>You stopped the test before the request had left.</source>
            <translation>您在请求发出之前停止了测试。</translation>
        </message>
        <message>
            <source>Can&apos;t be sent</source>
            <translation>无法发送</translation>
        </message>
        <message>
            <source>The request can&apos;t be sent as it is (%1).</source>
            <translation>请求无法按此发送（%1）。</translation>
        </message>
        <message>
            <source>Check address, method and headers.</source>
            <translation>检查地址、请求方法和请求头。</translation>
        </message>
        <message>
            <source>Not an HTTP answer</source>
            <translation>回答不是 HTTP</translation>
        </message>
        <message>
            <source>What answers at this address does not speak HTTP.</source>
            <translation>该地址上的服务不是 HTTP 服务。</translation>
        </message>
        <message>
            <source>Check the port in the request address.</source>
            <translation>检查请求地址中的端口。</translation>
        </message>
        <message>
            <source>Not authenticated (%1)</source>
            <translation>鉴权未通过（%1）</translation>
        </message>
        <message>
            <source>The receiver does not accept the secret: it differs from its own, or another way of signing in is expected.</source>
            <translation>对方不接受密钥：密钥不一致，或对方要求其他鉴权方式。</translation>
        </message>
        <message>
            <source>Not allowed (403)</source>
            <translation>鉴权未通过（403）</translation>
        </message>
        <message>
            <source>The receiver knows who asks and refuses. The account or this computer&apos;s address may not be allowed.</source>
            <translation>对方拒绝访问：账号或本机地址可能没有权限。</translation>
        </message>
        <message>
            <source>Have the account or the address allowed.</source>
            <translation>请对方开通账号或本机地址的权限。</translation>
        </message>
        <message>
            <source>Path not found (404)</source>
            <translation>地址路径不存在（404）</translation>
        </message>
        <message>
            <source>The host answers, but it has nothing at this path.</source>
            <translation>主机有回答，但此路径不存在。</translation>
        </message>
        <message>
            <source>Check the path in the request address, letter by letter.</source>
            <translation>逐字检查请求地址中的路径。</translation>
        </message>
        <message>
            <source>Method not allowed (405)</source>
            <translation>请求方法不允许（405）</translation>
        </message>
        <message>
            <source>The address does not take %1 requests.</source>
            <translation>该地址不接受 %1 请求。</translation>
        </message>
        <message>
            <source>Choose another method under Advanced, or check the path.</source>
            <translation>在“高级”中改用其他请求方法，或检查路径。</translation>
        </message>
        <message>
            <source>Gone (410)</source>
            <translation>地址已停用（410）</translation>
        </message>
        <message>
            <source>The receiver says this address is no longer in use.</source>
            <translation>对方表示此地址已停用。</translation>
        </message>
        <message>
            <source>Ask for the new address.</source>
            <translation>向对方询问新地址。</translation>
        </message>
        <message>
            <source>Too large (413)</source>
            <translation>请求过大（413）</translation>
        </message>
        <message>
            <source>The receiver finds the request too large.</source>
            <translation>对方认为请求过大。</translation>
        </message>
        <message>
            <source>Send fewer people in a request.</source>
            <translation>减少每次请求的人数。</translation>
        </message>
        <message>
            <source>Format refused (415)</source>
            <translation>格式被拒绝（415）</translation>
        </message>
        <message>
            <source>The receiver does not take JSON at this address, or expects another request format.</source>
            <translation>该地址不接受 JSON，或要求其他请求格式。</translation>
        </message>
        <message>
            <source>Choose the request format the receiver expects.</source>
            <translation>选择对方要求的请求格式。</translation>
        </message>
        <message>
            <source>Content refused (%1)</source>
            <translation>内容被拒绝（%1）</translation>
        </message>
        <message>
            <source>The receiver understood the request and refuses its content: a parameter is missing, misnamed or has a value it does not take.</source>
            <translation>对方读懂了请求但拒绝其内容：参数缺失、名称不对或值不被接受。</translation>
        </message>
        <message>
            <source>Read its answer, then compare names and values of the parameters.</source>
            <translation>先看对方的回答，再核对参数的名称和值。</translation>
        </message>
        <message>
            <source>Too many requests (429)</source>
            <translation>请求过多（429）</translation>
        </message>
        <message>
            <source>The receiver can&apos;t take more right now. In real sending the program waits and retries by itself.</source>
            <translation>对方暂时处理不了，正式发送时会自动重试。</translation>
        </message>
        <message>
            <source>Lower the rate under Advanced if this happens often.</source>
            <translation>若经常发生，请在“高级”中降低每秒人数。</translation>
        </message>
        <message>
            <source>Unavailable (503)</source>
            <translation>暂时不可用（503）</translation>
        </message>
        <message>
            <source>The receiver can&apos;t work right now. In real sending the program waits and retries by itself.</source>
            <translation>对方暂时处理不了，正式发送时会自动重试。</translation>
        </message>
        <message>
            <source>Test again in a while.</source>
            <translation>稍后再测。</translation>
        </message>
        <message>
            <source>Unexpected answer (%1)</source>
            <translation>回答不符合格式（%1）</translation>
        </message>
        <message>
            <source>The receiver answered, but not with what its format calls a success (%1). It may have acted on the request.</source>
            <translation>对方有回答，但不是其格式所说的成功（%1），可能已经处理。</translation>
        </message>
        <message>
            <source>Read its answer; check the request format.</source>
            <translation>查看回答，核对请求格式。</translation>
        </message>
        <message>
            <source>Redirected (%1)</source>
            <translation>地址被重定向（%1）</translation>
        </message>
        <message>
            <source>The receiver points to another address: %1. Requests never follow it by themselves.</source>
            <translation>对方指向另一个地址：%1。请求不会自动跟随。</translation>
        </message>
        <message>
            <source>Enter the new address, after checking that it is right.</source>
            <translation>核对无误后填写新地址。</translation>
        </message>
        <message>
            <source>Error at the receiver (%1)</source>
            <translation>对方出错（%1）</translation>
        </message>
        <message>
            <source>The receiver failed while it worked on the request; it may have acted on it all the same. In real sending the channel&apos;s setting for repeated requests decides.</source>
            <translation>对方出错，可能已处理：正式发送时按“对方收到重复请求时”的设置处理。</translation>
        </message>
        <message>
            <source>Refused (%1)</source>
            <translation>被拒绝（%1）</translation>
        </message>
        <message>
            <source>The receiver refuses the request.</source>
            <translation>对方拒绝了请求。</translation>
        </message>
        <message>
            <source>Read its answer and ask the receiver&apos;s team.</source>
            <translation>查看回答并询问研发。</translation>
        </message>
        <message>
            <source>Not sent</source>
            <translation>未发送</translation>
        </message>
        <message>
            <source>Choose another person, or what happens when a value is missing.</source>
            <translation>换一个用户，或更改缺失时的处理方式。</translation>
        </message>
        <message>
            <source>Preparing</source>
            <translation>准备中</translation>
        </message>
        <message>
            <source>Connecting</source>
            <translation>连接中</translation>
        </message>
        <message>
            <source>Sending</source>
            <translation>发送中</translation>
        </message>
        <message>
            <source>Waiting for the answer</source>
            <translation>等待回答</translation>
        </message>
        <message>
            <source>Receiving</source>
            <translation>接收中</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>Enter the secret again; compare its fingerprint, which stands at the secret, with the receiver&apos;s team.</source>
            <translation>重新填写密钥；与对方研发核对密钥处显示的指纹。</translation>
        </message>
        <message>
            <source>Only an interim answer (%1)</source>
            <translation>只有中间回答（%1）</translation>
        </message>
        <message>
            <source>The receiver sent only the interim answer %1, and this program can&apos;t read a final one after it. The receiver may have acted on the request.</source>
            <translation>对方只给了中间回答 %1；即使随后还有最终回答，本程序也读不到。对方可能已经处理。</translation>
        </message>
        <message>
            <source>Have interim answers (1xx) switched off for this address.</source>
            <translation>请让对方在该地址关闭中间回答（1xx）。</translation>
        </message>
        <message>
            <source>The receiver answered the request with a success.</source>
            <translation>对方返回了成功。</translation>
        </message>
        <message>
            <source>The receiver answered with a success, so the address is right. Whether it checks the signature is its own affair: this answer does not tell.</source>
            <translation>对方返回了成功，说明地址正确。对方是否校验签名，从这个响应无法得知。</translation>
        </message>
        <message>
            <source>The receiver answered with a success, so the address is right. Whether it checks the password or token is its own affair: this answer does not tell.</source>
            <translation>对方返回了成功，说明地址正确。对方是否校验密码或令牌，从这个响应无法得知。</translation>
        </message>
        <message>
            <source>Please fill in what is missing before you go online.</source>
            <translation>请在上线前补填缺少的内容。</translation>
        </message>
        <message>
            <source>The local test receiver checked the signature: it is right.</source>
            <translation>本机测试接收端已校验签名，签名正确。</translation>
        </message>
        <message>
            <source>You, in the channel&apos;s settings.</source>
            <translation>您自己，在通道的设置中。</translation>
        </message>
        <message>
            <source>Choose another person, or another recipient id for the channel.</source>
            <translation>换一个用户，或为通道改用其他接收人标识。</translation>
        </message>
        <message>
            <source>You, in this form.</source>
            <translation>您自己，就在这个表单里。</translation>
        </message>
        <message>
            <source>The channel&apos;s request format judges by the status alone: when a campaign sends, people with such an answer are counted as accepted.</source>
            <translation>本通道的请求格式只看状态码：活动正式发送时，得到这种回答的用户会计为“对方已接收”。</translation>
        </message>
        <message>
            <source>Answered with a web page (%1)</source>
            <translation>回答是网页（%1）</translation>
        </message>
        <message>
            <source>Check the request address, and whether it wants a login.</source>
            <translation>检查请求地址，以及该地址是否要求登录。</translation>
        </message>
        <message>
            <source>Looks like a failure (%1)</source>
            <translation>内容像是失败（%1）</translation>
        </message>
        <message>
            <source>Read its answer and have the cause mended.</source>
            <translation>查看回答，请对方研发解决其中所说的问题。</translation>
        </message>
        <message>
            <source>Person refused (%1)</source>
            <translation>对方拒绝了此人（%1）</translation>
        </message>
        <message>
            <source>Person not confirmed (%1)</source>
            <translation>此人结果不明（%1）</translation>
        </message>
        <message>
            <source>Read its answer. When a campaign sends, such people are recorded as failed.</source>
            <translation>查看回答。活动正式发送时，这样的用户会记为“失败”。</translation>
        </message>
        <message>
            <source>Read its answer. When a campaign sends, such people are recorded as uncertain.</source>
            <translation>查看回答。活动正式发送时，这样的用户会记为“结果不明”。</translation>
        </message>
        <message>
            <source>Answer incomplete (%1)</source>
            <translation>回答不完整（%1）</translation>
        </message>
        <message>
            <source>The receiver answered %1, but the rest of its answer did not come in time. It may have acted on the request.</source>
            <translation>对方返回了 %1，但等待超时，回答没有收完整。对方可能已经处理。</translation>
        </message>
        <message>
            <source>Ask why the answer takes so long.</source>
            <translation>询问回答为什么这么慢。</translation>
        </message>
        <message>
            <source>Answer broke off (%1)</source>
            <translation>回答中断（%1）</translation>
        </message>
        <message>
            <source>The receiver answered %1, but closed the connection before its answer was complete. It may have acted on the request.</source>
            <translation>对方返回了 %1，但回答没有传完就关闭了连接。对方可能已经处理。</translation>
        </message>
        <message>
            <source>Read its answer. The channel&apos;s request format calls only “%1” a success; when a campaign sends, people with another answer are recorded as uncertain.</source>
            <translation>查看回答。本通道的请求格式只把“%1”当作成功；活动正式发送时，得到其他回答的用户会记为“结果不明”。</translation>
        </message>
        <message>
            <source>The receiver answered %1 with a web page, perhaps for logging in; an interface does not look like that.</source>
            <translation>对方返回 %1，但内容是网页，不像接口的回答（可能是登录页）。</translation>
        </message>
        <message>
            <source>The receiver answered %1, but the content looks like a failure: %2.</source>
            <translation>对方返回 %1，但内容像是失败：%2。</translation>
        </message>
</context>
<context>
        <name>wd::Welcome</name>
        <message>
            <source>Reach your users through your own systems</source>
            <translation>通过自己的系统触达用户</translation>
        </message>
        <message>
            <source>Choose people, choose a webhook channel, fill in a template and go online. Everything stays on this computer, and requests are sent from here.</source>
            <translation>选择用户分群和 webhook 通道，填写模板，然后上线。所有数据都保存在本机，请求也由本机发出。</translation>
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
            <source>Look around with made-up data</source>
            <translation>先用示例数据看一看</translation>
        </message>
        <message>
            <source>A members&apos; shop with 1,200 users, three channels and three campaigns. It is a workspace of its own; its requests go to a receiver inside this program and never leave this computer.</source>
            <translation>一家会员商店：1,200 名用户、三个通道、三个活动。示例是独立的工作区，请求只发往本程序内置的接收端，不会离开本机。</translation>
        </message>
        <message>
            <source>Next: a campaign that lacks one number opens in the list.</source>
            <translation>接下来：打开活动列表，其中一个活动只差填一个数字。</translation>
        </message>
        <message>
            <source>Begin with your own data</source>
            <translation>用自己的数据开始</translation>
        </message>
        <message>
            <source>Your users and your company&apos;s own system: import users, create a webhook channel, then a campaign. Nothing is sent before you go online.</source>
            <translation>使用贵公司的用户和系统：先导入用户，再新建 webhook 通道，然后新建活动。上线之前不会发送任何内容。</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>您的姓名</translation>
        </message>
        <message>
            <source>Your users are here. What comes next</source>
            <translation>用户已导入，接下来</translation>
        </message>
        <message>
            <source>Import users</source>
            <translation>导入用户</translation>
        </message>
        <message>
            <source>Create a webhook channel: where requests go and how they are signed</source>
            <translation>新建 webhook 通道：请求发往哪里、如何签名</translation>
        </message>
        <message>
            <source>Create a campaign: who gets what, and when. Nothing is sent before you go online.</source>
            <translation>新建活动：给谁发、发什么、何时发。上线之前不会发送任何内容。</translation>
        </message>
        <message>
            <source>New webhook channel</source>
            <translation>新建 webhook 通道</translation>
        </message>
        <message>
            <source>Import more</source>
            <translation>继续导入</translation>
        </message>
        <message>
            <source>Next: “Users and events” opens, where you import users from a CSV, Excel or JSON Lines file.</source>
            <translation>接下来：在“用户与事件”中导入 CSV、Excel 或 JSON Lines 文件。</translation>
        </message>
</context>
<context>
        <name>wd::WireText</name>
        <message>
            <source>Laid out</source>
            <translation>美化</translation>
        </message>
        <message>
            <source>As it is</source>
            <translation>原文</translation>
        </message>
</context>
<context>
        <name>wd::HindranceTexts</name>
        <message>
            <source>Paused automatically</source>
            <translation>已自动暂停</translation>
        </message>
        <message>
            <source>Secret missing</source>
            <translation>等待密钥</translation>
        </message>
        <message>
            <source>Channel disabled</source>
            <translation>通道已禁用</translation>
        </message>
        <message>
            <source>Everything is paused</source>
            <translation>已全部暂停</translation>
        </message>
        <message>
            <source>Paused by hand</source>
            <translation>已手动暂停</translation>
        </message>
        <message>
            <source>Waiting for a retry</source>
            <translation>等待重试</translation>
        </message>
        <message numerus="yes">
            <source>%1 people wait since %2.</source>
            <translation>
                <numerusform>%1 人自 %2 起等待。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 people wait.</source>
            <translation>
                <numerusform>%1 人等待。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 people wait</source>
            <translation>
                <numerusform>%1 人等待</numerusform>
            </translation>
        </message>
        <message>
            <source>Next %1 · %2</source>
            <comment>time, reason</comment>
            <translation>下次 %1 · %2</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <comment>two sentences</comment>
            <translation>%1%2</translation>
        </message>
        <message>
            <source>The channel goes on only when you say so.</source>
            <translation>处理后请点“继续发送”，未发送的人都已保留。</translation>
        </message>
        <message>
            <source>The channel&apos;s secret is not there.</source>
            <translation>缺少该通道的密钥。</translation>
        </message>
        <message>
            <source>The channel is disabled.</source>
            <translation>该通道已禁用。</translation>
        </message>
        <message>
            <source>All sending is paused.</source>
            <translation>全部发送已暂停。</translation>
        </message>
        <message>
            <source>Unsent people wait until you continue.</source>
            <translation>未发送的人等待您继续发送。</translation>
        </message>
        <message>
            <source>The campaign goes on only when you say so.</source>
            <translation>处理后请点“继续发送”，活动才会继续。</translation>
        </message>
        <message>
            <source>Request format missing</source>
            <translation>请求格式不可用</translation>
        </message>
        <message>
            <source>The channel&apos;s request format can&apos;t be used. Please choose another one, or put its file right and start the program again.</source>
            <translation>通道的请求格式不可用。请改选其他请求格式，或修正其文件后重新启动程序。</translation>
        </message>
        <message>
            <source>Slowed down</source>
            <translation>已降速</translation>
        </message>
        <message>
            <source>%1 people a second for now</source>
            <translation>当前每秒 %1 人</translation>
        </message>
        <message>
            <source>For now %1 people a second are sent to; the rate rises again by itself.</source>
            <translation>当前每秒发送 %1 人，之后会自动恢复。</translation>
        </message>
        <message>
            <source>Waiting to go on</source>
            <translation>等待继续</translation>
        </message>
        <message>
            <source>Others at %1 · uncertain: %2</source>
            <translation>其余 %1 继续 · %2 人结果不明</translation>
        </message>
        <message>
            <source>Uncertain: %1 · others go on</source>
            <translation>%1 人结果不明 · 其余会自动继续</translation>
        </message>
        <message>
            <source>Goes on by itself, next at %1.</source>
            <translation>会自动继续，下次 %1。</translation>
        </message>
        <message>
            <source>Goes on by itself.</source>
            <translation>会自动继续。</translation>
        </message>
        <message numerus="yes">
            <source>%1 people are uncertain and are not sent to again by themselves: please say what became of them.</source>
            <translation>
                <numerusform>%1 人结果不明，不会自动重发，请确认实际结果。</numerusform>
            </translation>
        </message>
        <message>
            <source>The others go on by themselves, next at %1.</source>
            <translation>其余的人会自动继续，下次 %1。</translation>
        </message>
        <message>
            <source>The others go on by themselves.</source>
            <translation>其余的人会自动继续。</translation>
        </message>
        <message>
            <source>Sending is off</source>
            <translation>发送已关闭</translation>
        </message>
        <message>
            <source>This workspace was copied, restored, or comes from another computer. Sending is off so that nobody gets a message twice. Continue once the other one no longer sends.</source>
            <translation>此工作区是复制或恢复出来的，或来自另一台电脑。为避免有人收到重复消息，发送已关闭。请确认原工作区不再发送后再继续。</translation>
        </message>
</context>
<context>
        <name>wd::FigureCard</name>
        <message>
            <source>Open the deliveries: %1</source>
            <translation>打开发送记录：%1</translation>
        </message>
</context>
<context>
        <name>wd::ChoiceDialog</name>
        <message>
            <source>Apply</source>
            <translation>确定</translation>
        </message>
        <message>
            <source>Words by “%1”</source>
            <translation>按“%1”用词</translation>
        </message>
        <message>
            <source>For everybody else, also where it is missing</source>
            <translation>其他人（包括缺失时）</translation>
        </message>
        <message>
            <source>Empty: the review counts whom it is missing for and asks what to do.</source>
            <translation>留空：上线确认时会统计缺失人数并询问如何处理。</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>What the text says for each value that people have.</source>
            <translation>为用户实际拥有的每个取值填写文案。</translation>
        </message>
        <message>
            <source>Please give at least one value its words.</source>
            <translation>请至少为一个取值填写文案。</translation>
        </message>
</context>
<context>
        <name>wd::ImportCommands</name>
        <message numerus="yes">
            <source>%n rows written.</source>
            <translation>
                <numerusform>已写出 %Ln 行。</numerusform>
            </translation>
        </message>
        <message>
            <source>Events removed: %1, people removed: %2, people as they were before: %3.</source>
            <translation>删除事件 %1，删除用户 %2，恢复原值的用户 %3。</translation>
        </message>
        <message>
            <source>Rows read: %1, added: %2, updated: %3, unchanged: %4, skipped: %5, failed: %6.</source>
            <translation>读取 %1 行，新增 %2，更新 %3，未变 %4，跳过 %5，失败 %6。</translation>
        </message>
        <message>
            <source>Line %1: %2</source>
            <translation>第 %1 行：%2</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>错误原因</translation>
        </message>
        <message>
            <source>People nobody knew before: %1.</source>
            <translation>新增用户：%1。</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>行数</translation>
        </message>
        <message>
            <source>Added</source>
            <translation>新增</translation>
        </message>
        <message>
            <source>Updated</source>
            <translation>更新</translation>
        </message>
        <message>
            <source>Unchanged</source>
            <translation>未变</translation>
        </message>
        <message>
            <source>Skipped</source>
            <translation>跳过</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>New people</source>
            <translation>新增用户</translation>
        </message>
        <message>
            <source>Users</source>
            <translation>用户</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Nothing was imported yet.</source>
            <translation>还没有导入记录。</translation>
        </message>
        <message>
            <source>unfinished</source>
            <translation>未完成</translation>
        </message>
        <message>
            <source>done</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>being undone</source>
            <translation>撤销中</translation>
        </message>
        <message>
            <source>undone</source>
            <translation>已撤销</translation>
        </message>
        <message>
            <source>Column “%1”: %2</source>
            <comment>sentence</comment>
            <translation>列“%1”：%2</translation>
        </message>
        <message>
            <source>Also gone, as nothing uses them: %1.</source>
            <translation>同时删除了不再使用的：%1。</translation>
        </message>
        <message>
            <source>Kept, as they may be in use or were changed since: %1. See attribute remove and event remove.</source>
            <translation>可能仍在使用，或导入后改动过，已保留：%1。可用 attribute remove 或 event remove 删除。</translation>
        </message>
        <message>
            <source>Lost a value</source>
            <translation>清空</translation>
        </message>
        <message>
            <source>Read as</source>
            <translation>读取方式</translation>
        </message>
        <message>
            <source>--again imports it all the same, from its beginning.</source>
            <translation>加上 --again 会照样从头导入。</translation>
        </message>
        <message>
            <source>%1 rows, %2 % of the file. Ctrl+C stops; what is in stays in.</source>
            <translation>已读 %1 行，文件的 %2 %。按 Ctrl+C 停止，已导入的会保留。</translation>
        </message>
        <message>
            <source>No column names the event. The file has: %1. Please name it: --event COL, or name the event of all rows: --event-name NAME.</source>
            <translation>没有一列是事件名称。文件中的列：%1。请用 --event 列名 指定，或用 --event-name 名称 为所有行指定同一事件。</translation>
        </message>
        <message>
            <source>No column says when it was. The file has: %1. Please name it: --time COL.</source>
            <translation>没有一列是发生时间。文件中的列：%1。请用 --time 列名 指定。</translation>
        </message>
        <message>
            <source>No column holds the users&apos; ids. The file has: %1. Please name it: --login-id COL or --visitor-id COL.</source>
            <translation>没有一列是用户 id。文件中的列：%1。请用 --login-id 列名 或 --visitor-id 列名 指定。</translation>
        </message>
        <message>
            <source>No column holds the users&apos; ids. The file has: %1. Please name it: --person COL or --visitor COL.</source>
            <translation>没有一列是用户 id。文件中的列：%1。请用 --person 列名 或 --visitor 列名 指定。</translation>
        </message>
        <message numerus="yes">
            <source>%n events are there already, the same in everything: they would be skipped. --add-alike adds them once more.</source>
            <translation>
                <numerusform>库中已有 %Ln 个完全相同的事件，会跳过。加上 --add-alike 会再次添加。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n events were there already, the same in everything: they were skipped. --add-alike adds them once more.</source>
            <translation>
                <numerusform>库中已有 %Ln 个完全相同的事件，已跳过。加上 --add-alike 会再次添加。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people whom the file does not name would lose their value (%1).</source>
            <translation>
                <numerusform>名单之外的 %Ln 位用户会被清空属性（%1）。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people whom the file does not name lost their value (%1).</source>
            <translation>
                <numerusform>名单之外的 %Ln 位用户已清空属性（%1）。</numerusform>
            </translation>
        </message>
        <message>
            <source>Nobody loses a value (%1): the file names nobody.</source>
            <translation>没有清空任何用户的属性（%1）：文件中没有任何用户。</translation>
        </message>
        <message numerus="yes">
            <source>Nobody loses a value (%1): %n refused rows may be about anybody. Please mend them and import the whole file again.</source>
            <translation>
                <numerusform>没有清空任何用户的属性（%1）：有 %Ln 行导入失败，无法确定是哪位用户。请修正后重新导入整个文件。</numerusform>
            </translation>
        </message>
        <message>
            <source>New attributes: %1.</source>
            <translation>新建属性：%1。</translation>
        </message>
        <message>
            <source>New properties: %1.</source>
            <translation>新建事件属性：%1。</translation>
        </message>
        <message>
            <source>Types found: %1.</source>
            <translation>识别出的类型：%1。</translation>
        </message>
        <message>
            <source>sheet “%1”</source>
            <translation>工作表“%1”</translation>
        </message>
        <message>
            <source>JSON, %1</source>
            <translation>JSON，%1</translation>
        </message>
        <message>
            <source>tab</source>
            <translation>制表符</translation>
        </message>
        <message>
            <source>%1, separated by “%2”, without quotes</source>
            <translation>%1，分隔符“%2”，无引号</translation>
        </message>
        <message>
            <source>%1, separated by “%2”, quoted with %3</source>
            <translation>%1，分隔符“%2”，引号 %3</translation>
        </message>
        <message>
            <source>Read as: %1.</source>
            <translation>读取方式：%1。</translation>
        </message>
        <message>
            <source>The column “%1” says why rows were refused: it is left out.</source>
            <translation>“%1”列写的是导入失败的原因，不会导入。</translation>
        </message>
        <message>
            <source>Used as in an earlier import: %1. --map COL=NAME uses a column otherwise.</source>
            <translation>按之前导入的方式使用这些列：%1。可用 --map 列名=属性 改为其他用法。</translation>
        </message>
        <message>
            <source>This very file was imported before (number %1, %2).</source>
            <translation>这个文件之前已导入过（编号 %1，%2）。</translation>
        </message>
        <message>
            <source>Import number: %1.</source>
            <translation>导入编号：%1。</translation>
        </message>
        <message>
            <source>Went on behind the %1 rows that were in already.</source>
            <translation>从之前已导入的 %1 行之后继续。</translation>
        </message>
        <message>
            <source>Stopped. What is in stays in; the same command goes on from there.</source>
            <translation>已停止。已导入的会保留；再次执行同一命令会从该处继续。</translation>
        </message>
        <message>
            <source>Nothing was written. The import would do this:</source>
            <translation>没有写入任何内容。导入的结果会是：</translation>
        </message>
        <message>
            <source>Column</source>
            <translation>列</translation>
        </message>
        <message>
            <source>Becomes</source>
            <translation>导入为</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>New</source>
            <translation>新建</translation>
        </message>
        <message>
            <source>(left out)</source>
            <translation>（不导入）</translation>
        </message>
        <message>
            <source>new</source>
            <translation>新建</translation>
        </message>
        <message>
            <source>An import of this file was stopped (number %1, %2), and others came after it: its rows were taken again from the first.</source>
            <translation>此文件的导入曾被停止（编号 %1，%2），其后又有其他导入：本次已从首行重新导入。</translation>
        </message>
        <message>
            <source>Nor does any column say when something was. If the file says who people are: import people FILE.</source>
            <translation>也没有哪一列是时间。如果文件里是用户资料，请用：import people 文件。</translation>
        </message>
        <message>
            <source>The columns are those of events. If the file says what people did: import events FILE.</source>
            <translation>这些列像是事件数据。如果文件记录的是用户做了什么，请用：import events 文件。</translation>
        </message>
        <message>
            <source>The columns are those of events. If the file says what people did: import undo %1, then import events FILE.</source>
            <translation>这些列像是事件数据。如果文件记录的是用户做了什么，请先 import undo %1，再 import events 文件。</translation>
        </message>
        <message numerus="yes">
            <source>%n of %1 refused rows written: more of one import are not kept.</source>
            <translation>
                <numerusform>已写入 %1 行失败数据中的 %Ln 行：每次导入只保留这么多。</numerusform>
            </translation>
        </message>
        <message>
            <source>Of the refused rows, the first %L1 are kept for import failed.</source>
            <translation>失败行只保留前 %L1 行，可用 import failed 导出。</translation>
        </message>
</context>
<context>
        <name>wd::FailedRowsDialog</name>
        <message>
            <source>Excel workbooks (*.xlsx)</source>
            <translation>Excel 工作簿 (*.xlsx)</translation>
        </message>
        <message>
            <source>CSV files (*.csv)</source>
            <translation>CSV 文件 (*.csv)</translation>
        </message>
        <message>
            <source>%1 - failed rows</source>
            <translation>%1-失败行</translation>
        </message>
        <message>
            <source>Export failed rows</source>
            <translation>导出失败行</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>错误原因</translation>
        </message>
</context>
<context>
        <name>wd::ImportColumnRow</name>
        <message>
            <source>empty in the first rows</source>
            <translation>前几行均为空</translation>
        </message>
        <message>
            <source>What column “%1” becomes</source>
            <translation>“%1”列导入为</translation>
        </message>
        <message>
            <source>Name of the new attribute from column “%1”</source>
            <translation>“%1”列新建属性的名称</translation>
        </message>
        <message>
            <source>Its name</source>
            <translation>属性名称</translation>
        </message>
        <message>
            <source>Type of column “%1”</source>
            <translation>“%1”列的类型</translation>
        </message>
        <message>
            <source>Found: %1</source>
            <translation>自动：%1</translation>
        </message>
        <message>
            <source>Please give the new attribute a name.</source>
            <translation>请填写新属性的名称。</translation>
        </message>
        <message>
            <source>Two columns can&apos;t both be this. Please choose one of them.</source>
            <translation>只能有一列对应此项，请保留其中一列。</translation>
        </message>
        <message>
            <source>Two columns would become “%1”. Please leave one out or let it become another.</source>
            <translation>有两列都对应“%1”，请让其中一列不导入或对应其他属性。</translation>
        </message>
        <message>
            <source>“%1” is the name of an id of users. Please choose another name.</source>
            <translation>“%1”是用户 id 的专用名称，请换一个名称。</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between example values</comment>
            <translation>、</translation>
        </message>
        <message numerus="yes">
            <source>%n of the first %1 rows would be refused: %2</source>
            <translation>
                <numerusform>前 %1 行中有 %Ln 行会被拒绝：%2</numerusform>
            </translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>event, type</comment>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>Its type depends on the event. %1.</source>
            <comment>list</comment>
            <translation>类型因事件而异。%1。</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between types</comment>
            <translation>；</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>event, sentence</comment>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>Found: by event</source>
            <translation>自动：因事件而异</translation>
        </message>
</context>
<context>
        <name>wd::ImportColumnsCard</name>
        <message>
            <source>Columns</source>
            <translation>列</translation>
        </message>
        <message>
            <source>Column in the file</source>
            <translation>文件中的列</translation>
        </message>
        <message>
            <source>Becomes</source>
            <translation>导入为</translation>
        </message>
        <message>
            <source>Name if new</source>
            <translation>新属性名称</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>The columns are matched as the last time a file with the same header was imported.</source>
            <translation>表头与上次导入的文件相同，已按上次的对应方式匹配。</translation>
        </message>
        <message>
            <source>Match anew</source>
            <translation>重新匹配</translation>
        </message>
        <message>
            <source>Login user id</source>
            <translation>用户登录id</translation>
        </message>
        <message>
            <source>Visitor id</source>
            <translation>访问用户id</translation>
        </message>
        <message>
            <source>Name of the event</source>
            <translation>事件名称</translation>
        </message>
        <message>
            <source>Time of the event</source>
            <translation>发生时间</translation>
        </message>
        <message>
            <source>Id of the event</source>
            <translation>事件 id（用于去重）</translation>
        </message>
        <message>
            <source>New property …</source>
            <translation>新建事件属性…</translation>
        </message>
        <message>
            <source>New attribute …</source>
            <translation>新建属性…</translation>
        </message>
        <message>
            <source>Leave out</source>
            <translation>不导入</translation>
        </message>
        <message>
            <source>Please say which column holds the user&apos;s id: choose “Login user id” or “Visitor id” at the right of the column.</source>
            <translation>请指定哪一列是用户 id：在该列右侧选择“用户登录id”或“访问用户id”。</translation>
        </message>
        <message numerus="yes">
            <source>Show %n more columns</source>
            <translation>
                <numerusform>显示其余 %Ln 列</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n columns</source>
            <translation>
                <numerusform>共 %Ln 列</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n known already</source>
            <translation>
                <numerusform>%Ln 列对应已有属性</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n new</source>
            <translation>
                <numerusform>新建 %Ln 列</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n left out</source>
            <translation>
                <numerusform>不导入 %Ln 列</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of the first %1 rows, such as line %2: %3</source>
            <translation>
                <numerusform>前 %1 行中有 %Ln 处，如第 %2 行：%3</numerusform>
            </translation>
        </message>
        <message>
            <source>Please say which column holds %1: choose it at the right of the column.</source>
            <translation>请指定%1在哪一列：在该列右侧选择即可。</translation>
        </message>
        <message>
            <source>the time of the event</source>
            <translation>发生时间</translation>
        </message>
        <message>
            <source>the user&apos;s id</source>
            <translation>用户 id</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between what is missing</comment>
            <translation>、</translation>
        </message>
        <message>
            <source>such as order</source>
            <translation>例如：下单</translation>
        </message>
        <message>
            <source>Event of all rows</source>
            <translation>全部行的事件</translation>
        </message>
        <message>
            <source>When all rows are the same event, name it here; else choose below which column names it.</source>
            <translation>如果每一行都是同一种事件，在此填写名称；否则在下方选择事件名称所在的列。</translation>
        </message>
        <message>
            <source>the name of the event</source>
            <translation>事件名称</translation>
        </message>
        <message>
            <source>Please say what happened: name the event of all rows below, or choose “Name of the event” at the right of the column that tells it.</source>
            <translation>请指定发生了什么：在下方填写全部行的事件，或在说明事件的那一列右侧选择“事件名称”。</translation>
        </message>
</context>
<context>
        <name>wd::ImportFileCard</name>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>First rows of the file</source>
            <translation>文件的前几行</translation>
        </message>
        <message>
            <source>Drop a file here, or choose one</source>
            <translation>将文件拖到此处，或点击右侧选择</translation>
        </message>
        <message>
            <source>File to import</source>
            <translation>要导入的文件</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>选择文件…</translation>
        </message>
        <message>
            <source>What it holds</source>
            <translation>文件内容</translation>
        </message>
        <message>
            <source>Choose a file</source>
            <translation>选择文件</translation>
        </message>
        <message>
            <source>Tables (*.csv *.tsv *.txt *.xlsx *.jsonl *.ndjson);;All files (*)</source>
            <translation>表格文件 (*.csv *.tsv *.txt *.xlsx *.jsonl *.ndjson);;所有文件 (*)</translation>
        </message>
        <message>
            <source>CSV, TSV, Excel (.xlsx) or JSON Lines. Nothing is imported before you start it below.</source>
            <translation>支持 CSV、TSV、Excel（.xlsx）和 JSON Lines。点击下方“开始导入”之前不会写入任何数据。</translation>
        </message>
        <message>
            <source>Reading the file …</source>
            <translation>正在读取文件…</translation>
        </message>
        <message>
            <source>Let go to read this file.</source>
            <translation>松开鼠标即可读取此文件。</translation>
        </message>
        <message>
            <source>Read as %1. These are the first rows.</source>
            <translation>已识别为%1，前几行如下：</translation>
        </message>
        <message numerus="yes">
            <source>%n of the first rows have another number of cells than the header. Is the delimiter right? Such rows are refused.</source>
            <translation>
                <numerusform>前几行中有 %Ln 行的列数与表头不一致，这样的行会被拒绝。请检查分隔符是否正确。</numerusform>
            </translation>
        </message>
        <message>
            <source>Time zone of the file</source>
            <translation>文件中时间的时区</translation>
        </message>
        <message>
            <source>This is no table, or its encoding can&apos;t be told. Please choose a .csv, .xlsx or JSON Lines file; if it is one, say its encoding below. A program that encrypts your files must let go of it first.</source>
            <translation>这不是表格文件，或者无法判断编码。请选择 .csv、.xlsx 或 JSON Lines 文件；如果确实是表格，请在下方选择编码。若公司用加密软件保护文件，请先解密。</translation>
        </message>
        <message>
            <source>As %1 the file can&apos;t be read. Please choose another encoding below.</source>
            <translation>按 %1 无法读取此文件，请在下方换一种编码。</translation>
        </message>
        <message>
            <source>This is no Excel workbook, or a damaged one. Please save or copy it again. A program that encrypts your files must let go of it first.</source>
            <translation>这不是 Excel 工作簿，或者文件已损坏。请重新保存或复制一份；若公司用加密软件保护文件，请先解密。</translation>
        </message>
        <message>
            <source>There is nothing in the file.</source>
            <translation>文件是空的。</translation>
        </message>
        <message>
            <source>Excel keeps this file only while “%1” is open. Please choose that one.</source>
            <translation>这是 Excel 打开“%1”时的临时文件，请选择“%1”本身。</translation>
        </message>
        <message>
            <source>Header in line %1: %2 Please change it in the file, or say below which row is the header or that there is none.</source>
            <translation>第 %1 行的表头：%2请在文件中改正，或在下方指定表头在第几行、或没有表头。</translation>
        </message>
</context>
<context>
        <name>wd::ImportHistoryPage</name>
        <message>
            <source>Earlier imports</source>
            <translation>导入记录</translation>
        </message>
        <message>
            <source>Imports, the latest first</source>
            <translation>导入记录，最近的在前</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>Users and events</source>
            <translation>用户与事件</translation>
        </message>
        <message>
            <source>Import…</source>
            <translation>导入…</translation>
        </message>
        <message>
            <source>Imported</source>
            <translation>导入时间</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Rows</source>
            <translation>行数</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Actions</source>
            <translation>操作</translation>
        </message>
        <message>
            <source>Nothing has been imported yet.</source>
            <translation>还没有导入过数据。</translation>
        </message>
        <message>
            <source>Failed rows…</source>
            <translation>导出失败行…</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Undoing the import of “%1” …</source>
            <translation>正在撤销“%1”的导入…</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Stopped halfway. Undo it again to go on.</source>
            <translation>撤销中途停止，再次撤销会从停止处继续。</translation>
        </message>
        <message numerus="yes">
            <source>%n rows written to %1.</source>
            <translation>
                <numerusform>已将 %Ln 行写入 %1。</numerusform>
            </translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>List</source>
            <translation>名单</translation>
        </message>
        <message>
            <source>Users added by the list “%1”</source>
            <translation>由名单“%1”新增的用户</translation>
        </message>
</context>
<context>
        <name>wd::ImportModeCard</name>
        <message>
            <source>Add and update</source>
            <translation>新增并更新</translation>
        </message>
        <message>
            <source>Only add</source>
            <translation>仅新增</translation>
        </message>
        <message>
            <source>Only update</source>
            <translation>仅更新</translation>
        </message>
        <message>
            <source>Keep the value</source>
            <translation>保留原值</translation>
        </message>
        <message>
            <source>Clear the value</source>
            <translation>清空原值</translation>
        </message>
        <message>
            <source>Keep them as they are</source>
            <translation>保持不变</translation>
        </message>
        <message>
            <source>Clear attributes …</source>
            <translation>清空所选属性…</translation>
        </message>
        <message>
            <source>Users</source>
            <translation>用户</translation>
        </message>
        <message>
            <source>Empty cells</source>
            <translation>空单元格</translation>
        </message>
        <message>
            <source>Users whom the file doesn&apos;t name</source>
            <translation>名单之外的人</translation>
        </message>
        <message>
            <source>Up to this time nothing is missing. Campaigns whose segment asks for later events wait for them or warn.</source>
            <translation>在此时间之前的数据视为完整。分群需要更晚的事件时，活动会等待数据或给出提醒。</translation>
        </message>
        <message>
            <source>New users are added, known ones get the file&apos;s values.</source>
            <translation>新用户会新增，已有用户更新为文件中的值。</translation>
        </message>
        <message>
            <source>Users who are known stay as they are.</source>
            <translation>已有用户保持不变。</translation>
        </message>
        <message>
            <source>Users who are not known are skipped.</source>
            <translation>库中没有的用户会跳过。</translation>
        </message>
        <message>
            <source>An empty cell overwrites nothing.</source>
            <translation>空单元格不覆盖已有的值。</translation>
        </message>
        <message>
            <source>An empty cell takes away what is known.</source>
            <translation>空单元格会清空已有的值。</translation>
        </message>
        <message>
            <source>What is known about them stays.</source>
            <translation>文件中没有的用户不受影响。</translation>
        </message>
        <message>
            <source>The file has no attribute yet that could be cleared.</source>
            <translation>文件中还没有可以清空的已有属性。</translation>
        </message>
        <message>
            <source>They lose the attributes ticked below once the whole file is in.</source>
            <translation>整个文件导入完成后，清空他们的下列属性。</translation>
        </message>
        <message>
            <source>How to import</source>
            <translation>导入方式</translation>
        </message>
        <message>
            <source>Data complete until</source>
            <translation>数据截至</translation>
        </message>
        <message>
            <source>For each event: its latest time in the file.</source>
            <translation>每种事件均以文件中的最晚时间为准。</translation>
        </message>
        <message>
            <source>Other events that come further down in the file: the latest time of each.</source>
            <translation>文件后面出现的其他事件，以各自的最晚时间为准。</translation>
        </message>
        <message>
            <source>Its latest time in the file</source>
            <translation>文件中的最晚时间</translation>
        </message>
        <message>
            <source>A time of its own</source>
            <translation>指定时间</translation>
        </message>
        <message>
            <source>Until when “%1” is complete</source>
            <translation>“%1”的数据截至</translation>
        </message>
        <message>
            <source>Nothing is ticked below yet: nobody loses anything.</source>
            <translation>请在下方勾选要清空的属性，目前不会清空任何值。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln events have a time that is still to come, the farthest in line %1: %2. They are imported, but don&apos;t count here.</source>
            <translation>
                <numerusform>有 %Ln 个事件的时间还没到，最晚的在第 %1 行：%2。它们会照常导入，但不计入数据截至。</numerusform>
            </translation>
        </message>
        <message>
            <source>Still to come: nobody can know yet that nothing is missing.</source>
            <translation>这个时间还没到，无法确认数据完整。</translation>
        </message>
        <message>
            <source>“%1” can&apos;t be complete until a time that is still to come.</source>
            <translation>“%1”的数据截至不能晚于现在。</translation>
        </message>
        <message>
            <source>“%1” complete until %2</source>
            <translation>“%1”数据截至 %2</translation>
        </message>
        <message>
            <source>Known users stay as they are</source>
            <translation>已有用户：保持不变</translation>
        </message>
        <message>
            <source>Users who are not known are left out</source>
            <translation>库中没有的用户：跳过</translation>
        </message>
        <message>
            <source>Empty cells: what is known is cleared</source>
            <translation>空单元格：清空已有的值</translation>
        </message>
        <message numerus="yes">
            <source>Users whom the file doesn&apos;t name: %1 cleared (%Ln people)</source>
            <translation>
                <numerusform>名单之外的人：清空 %1（将清空 %Ln 人）</numerusform>
            </translation>
        </message>
        <message>
            <source>Users whom the file doesn&apos;t name: %1 cleared</source>
            <translation>名单之外的人：清空 %1</translation>
        </message>
        <message numerus="yes">
            <source>Clear values of %Ln people?</source>
            <translation>
                <numerusform>清空 %Ln 人的属性？</numerusform>
            </translation>
        </message>
        <message>
            <source>Clear values of the users whom the file doesn&apos;t name?</source>
            <translation>清空名单之外的人的属性？</translation>
        </message>
        <message numerus="yes">
            <source>%Ln people whom the file doesn&apos;t name have a value of %1. Once the whole file is in, they lose it. Undoing the import brings it back.</source>
            <translation>
                <numerusform>名单之外有 %Ln 人填写了%1，整个文件导入后会被清空。撤销本次导入即可恢复。</numerusform>
            </translation>
        </message>
        <message>
            <source>Once the whole file is in, the users whom it doesn&apos;t name lose what is known of %1. Undoing the import brings it back.</source>
            <translation>整个文件导入后，名单之外的人的%1会被清空。撤销本次导入即可恢复。</translation>
        </message>
        <message>
            <source>Import and clear</source>
            <translation>导入并清空</translation>
        </message>
</context>
<context>
        <name>wd::ImportPage</name>
        <message>
            <source>Import</source>
            <translation>导入</translation>
        </message>
        <message>
            <source>Start import</source>
            <translation>开始导入</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>Users and events</source>
            <translation>用户与事件</translation>
        </message>
        <message>
            <source>Earlier imports</source>
            <translation>导入记录</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Reading the file …</source>
            <translation>正在读取文件…</translation>
        </message>
        <message>
            <source>Go on importing</source>
            <translation>继续导入</translation>
        </message>
        <message>
            <source>Please choose a file first.</source>
            <translation>请先选择文件。</translation>
        </message>
        <message>
            <source>This file can&apos;t be read yet.</source>
            <translation>暂时无法读取此文件。</translation>
        </message>
        <message>
            <source>Looking through the whole file for the types of its columns …</source>
            <translation>正在通读整个文件，判断各列的类型…</translation>
        </message>
        <message>
            <source>The same ids come several times, and “%1” holds times: this looks like events, such as orders. As users, each row would overwrite the one before.</source>
            <translation>同一个 id 出现了多次，而且“%1”是时间列，看起来像事件（如订单）。如果按用户导入，后面的行会覆盖前面的行。</translation>
        </message>
        <message>
            <source>Import as events</source>
            <translation>按事件导入</translation>
        </message>
        <message>
            <source>Counting who would lose a value …</source>
            <translation>正在统计会被清空的人数…</translation>
        </message>
        <message>
            <source>Looks like events</source>
            <translation>看起来像事件数据</translation>
        </message>
        <message>
            <source>Please say first which column holds %1.</source>
            <translation>请先指定%1在哪一列。</translation>
        </message>
</context>
<context>
        <name>wd::ImportProgressCard</name>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Progress of the import</source>
            <translation>导入进度</translation>
        </message>
        <message>
            <source>What has been read stays when you stop; importing the file again goes on from there. You can leave this page meanwhile.</source>
            <translation>停止后，已导入的行会保留；再次导入此文件时从停止处继续。导入期间可以离开本页。</translation>
        </message>
        <message>
            <source>Importing %1</source>
            <translation>正在导入 %1</translation>
        </message>
        <message>
            <source>It stops after the rows at hand.</source>
            <translation>处理完当前这批行后停止。</translation>
        </message>
        <message>
            <source>Stopping …</source>
            <translation>正在停止…</translation>
        </message>
        <message>
            <source>Looking through the file …</source>
            <translation>正在检查文件…</translation>
        </message>
        <message>
            <source>%1 rows</source>
            <translation>已读 %1 行</translation>
        </message>
        <message>
            <source>%1 a second</source>
            <translation>每秒 %1 行</translation>
        </message>
        <message>
            <source>about %1 left</source>
            <translation>约剩 %1</translation>
        </message>
</context>
<context>
        <name>wd::ImportReading</name>
        <message>
            <source>Sheet</source>
            <translation>工作表</translation>
        </message>
        <message>
            <source>Encoding</source>
            <translation>编码</translation>
        </message>
        <message>
            <source>Delimiter</source>
            <translation>分隔符</translation>
        </message>
        <message>
            <source>Quotes</source>
            <translation>引号</translation>
        </message>
        <message>
            <source>Found: %1</source>
            <translation>自动：%1</translation>
        </message>
        <message>
            <source>Find out</source>
            <translation>自动识别</translation>
        </message>
        <message>
            <source>Comma ,</source>
            <translation>逗号 ,</translation>
        </message>
        <message>
            <source>Semicolon ;</source>
            <translation>分号 ;</translation>
        </message>
        <message>
            <source>Tab</source>
            <translation>制表符</translation>
        </message>
        <message>
            <source>Vertical bar</source>
            <translation>竖线</translation>
        </message>
        <message>
            <source>None</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Double &quot;</source>
            <translation>双引号 &quot;</translation>
        </message>
        <message>
            <source>Single &apos;</source>
            <translation>单引号 &apos;</translation>
        </message>
        <message>
            <source>Header</source>
            <translation>表头</translation>
        </message>
        <message>
            <source>none</source>
            <translation>没有表头</translation>
        </message>
        <message>
            <source>row %1</source>
            <translation>第 %1 行</translation>
        </message>
</context>
<context>
        <name>wd::ImportReportCard</name>
        <message>
            <source>Rows that were not imported</source>
            <translation>未导入的行</translation>
        </message>
        <message>
            <source>Line</source>
            <translation>行号</translation>
        </message>
        <message>
            <source>Column</source>
            <translation>列</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>错误原因</translation>
        </message>
        <message>
            <source>Export failed rows…</source>
            <translation>导出失败行…</translation>
        </message>
        <message>
            <source>Make a segment</source>
            <translation>建成分群</translation>
        </message>
        <message>
            <source>Undo this import</source>
            <translation>撤销本次导入</translation>
        </message>
        <message>
            <source>Go on with this file</source>
            <translation>继续导入</translation>
        </message>
        <message>
            <source>Import another file</source>
            <translation>导入其他文件</translation>
        </message>
        <message>
            <source>Import of %1</source>
            <translation>导入结果：%1</translation>
        </message>
        <message>
            <source>Stopped after %1 rows. They are in; importing the same file again goes on behind them.</source>
            <translation>已停止，前 %1 行已导入。再次导入同一文件时从此处继续。</translation>
        </message>
        <message>
            <source>%1 of %2 rows were refused. Export them, put them right in the same columns, and import that file.</source>
            <translation>%2 行中有 %1 行未能导入。可导出失败行，在原列中改正后再导入该文件。</translation>
        </message>
        <message>
            <source>added</source>
            <translation>新增</translation>
        </message>
        <message>
            <source>updated</source>
            <translation>更新</translation>
        </message>
        <message>
            <source>unchanged</source>
            <translation>未变</translation>
        </message>
        <message>
            <source>skipped</source>
            <translation>跳过</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>events added</source>
            <translation>新增事件</translation>
        </message>
        <message>
            <source>events already there</source>
            <translation>已有事件</translation>
        </message>
        <message>
            <source>new users</source>
            <translation>新增用户</translation>
        </message>
        <message>
            <source>Went on behind the %1 rows that were in already.</source>
            <translation>从之前已导入的 %1 行之后继续。</translation>
        </message>
        <message>
            <source>New attributes: %1.</source>
            <translation>新建属性：%1。</translation>
        </message>
        <message>
            <source>New properties: %1.</source>
            <translation>新建事件属性：%1。</translation>
        </message>
        <message>
            <source>“%1” is complete until %2.</source>
            <translation>“%1”数据截至 %2。</translation>
        </message>
        <message>
            <source>The first %1 of %2 refused rows</source>
            <translation>未导入的行（前 %1 行，共 %2 行）</translation>
        </message>
        <message>
            <source>Refused rows</source>
            <translation>未导入的行</translation>
        </message>
        <message>
            <source>The list is being made.</source>
            <translation>正在生成名单。</translation>
        </message>
        <message>
            <source>Making a list of the people in the file …</source>
            <translation>正在用文件中的用户生成名单…</translation>
        </message>
        <message>
            <source>The import is being undone.</source>
            <translation>正在撤销导入。</translation>
        </message>
        <message>
            <source>Undoing the import …</source>
            <translation>正在撤销导入…</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Stopped halfway. Undo it again to go on.</source>
            <translation>撤销中途停止，再次撤销会从停止处继续。</translation>
        </message>
        <message numerus="yes">
            <source>All %n rows are in.</source>
            <translation>
                <numerusform>%Ln 行全部导入成功。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n values are in, but are probably not what was meant. The first: line %1, column “%2”: %3</source>
            <translation>
                <numerusform>有 %Ln 个值已导入，但可能不是原意。如第 %1 行“%2”列：%3</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n rows written to %1.</source>
            <translation>
                <numerusform>已将 %Ln 行写入 %1。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>List “%1” made: %n people.</source>
            <translation>
                <numerusform>已生成名单“%1”，共 %Ln 人。</numerusform>
            </translation>
        </message>
        <message>
            <source>Stopped before the first row. Nothing is in yet.</source>
            <translation>已在导入第一行之前停止，还没有写入任何数据。</translation>
        </message>
        <message>
            <source>No row was refused; %1 of %2 were skipped.</source>
            <translation>没有失败的行；共 %2 行，其中跳过 %1 行。</translation>
        </message>
        <message>
            <source>“%1”: %2</source>
            <comment>column, sentence</comment>
            <translation>“%1”：%2</translation>
        </message>
        <message>
            <source>Nobody in the file is known here.</source>
            <translation>文件中没有库里已有的用户。</translation>
        </message>
        <message>
            <source>This import was undone: nothing of it is there any more.</source>
            <translation>本次导入已撤销，数据均已恢复。</translation>
        </message>
        <message>
            <source>This import is half undone. Undo it again to go on.</source>
            <translation>本次导入只撤销了一部分，再次撤销会从停止处继续。</translation>
        </message>
        <message numerus="yes">
            <source>Nothing was imported: all %Ln rows were refused, for the reasons below.</source>
            <translation>
                <numerusform>没有导入任何数据：%Ln 行全部失败，原因见下。</numerusform>
            </translation>
        </message>
        <message>
            <source>Imported on %1.</source>
            <translation>导入时间：%1。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln rows skipped: their events are there already.</source>
            <translation>
                <numerusform>跳过 %Ln 行：这些事件已存在。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln rows skipped: their users are known, and only new ones were to be added.</source>
            <translation>
                <numerusform>跳过 %Ln 行：选择了“仅新增”，这些用户已存在。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln rows skipped: their users are not known, and only known ones were to be updated.</source>
            <translation>
                <numerusform>跳过 %Ln 行：选择了“仅更新”，库中没有这些用户。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln rows skipped: their users were erased here and don&apos;t come back.</source>
            <translation>
                <numerusform>跳过 %Ln 行：这些用户已被删除，不会恢复。</numerusform>
            </translation>
        </message>
        <message>
            <source>Make a list of the people in the file?</source>
            <translation>用文件中的用户生成名单？</translation>
        </message>
        <message>
            <source>It is called “%1” and is kept under Segments. A new segment of it opens next.</source>
            <translation>名单名为“%1”，保存在“用户分群”中；随后会打开一个使用该名单的新分群。</translation>
        </message>
        <message>
            <source>Make the list</source>
            <translation>生成名单</translation>
        </message>
        <message numerus="yes">
            <source>%Ln users whom the file doesn&apos;t name lost what was known of %1.</source>
            <translation>
                <numerusform>名单之外的 %Ln 位用户被清空了%1。</numerusform>
            </translation>
        </message>
        <message>
            <source>not in the file, cleared</source>
            <translation>名单之外被清空</translation>
        </message>
        <message numerus="yes">
            <source>%Ln values are in, but are probably not what was meant.</source>
            <translation>
                <numerusform>%Ln 个值已导入，但很可能不是原意。</numerusform>
            </translation>
        </message>
        <message>
            <source>Nobody lost what was known of %1: the file names nobody.</source>
            <translation>没有清空任何人的%1：文件中没有指明任何用户。</translation>
        </message>
        <message numerus="yes">
            <source>Nobody lost what was known of %1: %Ln refused rows may be about anybody. Please mend them and import the whole file again.</source>
            <translation>
                <numerusform>没有清空任何人的%1：有 %Ln 行被拒绝，无法确定指的是谁。请改正后重新导入整个文件。</numerusform>
            </translation>
        </message>
        <message>
            <source>An import of this file was stopped on %1 and others came after it: its rows were taken again from the first.</source>
            <translation>此文件的导入曾于 %1 停止，其后又有其他导入：本次已从首行重新导入。</translation>
        </message>
</context>
<context>
        <name>wd::ImportTexts</name>
        <message>
            <source>Users</source>
            <translation>用户</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>delimited text</source>
            <translation>分隔文本</translation>
        </message>
        <message>
            <source>an Excel workbook</source>
            <translation> Excel 工作簿</translation>
        </message>
        <message>
            <source>JSON Lines</source>
            <translation> JSON Lines</translation>
        </message>
        <message>
            <source>%1 added</source>
            <translation>新增 %1</translation>
        </message>
        <message>
            <source>%1 updated</source>
            <translation>更新 %1</translation>
        </message>
        <message>
            <source>%1 unchanged</source>
            <translation>未变 %1</translation>
        </message>
        <message>
            <source>%1 skipped</source>
            <translation>跳过 %1</translation>
        </message>
        <message>
            <source>%1 failed</source>
            <translation>失败 %1</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>没有变化</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>进行中</translation>
        </message>
        <message>
            <source>Broken off</source>
            <translation>意外中断</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Being undone</source>
            <translation>撤销中</translation>
        </message>
        <message>
            <source>Half undone</source>
            <translation>撤销未完成</translation>
        </message>
        <message>
            <source>Undone</source>
            <translation>已撤销</translation>
        </message>
        <message>
            <source>Undo the import of “%1”?</source>
            <translation>撤销“%1”的导入？</translation>
        </message>
        <message>
            <source>The %1 events it added are removed.</source>
            <translation>本次导入的 %1 个事件会被删除。</translation>
        </message>
        <message>
            <source>So are the %1 users nobody knew before.</source>
            <translation>随事件新增的 %1 位用户也会被删除。</translation>
        </message>
        <message>
            <source>The %1 users it added are removed. Imported again, they are in the same lists.</source>
            <translation>新增的 %1 位用户会被移除；再次导入后，他们仍在原来的名单中。</translation>
        </message>
        <message>
            <source>What has been sent to people stays on record.</source>
            <translation>已发送的记录会保留。</translation>
        </message>
        <message>
            <source>Until when events are complete becomes what it was.</source>
            <translation>数据截至时间恢复为导入前。</translation>
        </message>
        <message>
            <source>Kinds of events and properties it brought go, unless something uses them or they were changed since.</source>
            <translation>它新建的事件和事件属性会一并删除，仍在使用或之后改动过的除外。</translation>
        </message>
        <message>
            <source>Attributes it brought go, unless something uses them or they were changed since.</source>
            <translation>它新建的属性会一并删除，仍在使用或之后改动过的除外。</translation>
        </message>
        <message numerus="yes">
            <source>%n events removed</source>
            <translation>
                <numerusform>移除 %Ln 个事件</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n users removed</source>
            <translation>
                <numerusform>移除 %Ln 位用户</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n users as they were before</source>
            <translation>
                <numerusform>%Ln 位用户恢复原样</numerusform>
            </translation>
        </message>
        <message>
            <source>Undone.</source>
            <translation>已撤销。</translation>
        </message>
        <message>
            <source>Undone: %1.</source>
            <translation>已撤销：%1。</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between</comment>
            <translation>，</translation>
        </message>
        <message>
            <source>Also gone, as nothing uses them: %1.</source>
            <translation>同时删除了不再使用的：%1。</translation>
        </message>
        <message>
            <source>%1 stay, as they may be in use or were changed since; they can be removed under Users and events.</source>
            <translation>%1 可能仍在使用，或导入后改动过，已保留，可在“用户与事件”中删除。</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between names</comment>
            <translation>、</translation>
        </message>
        <message numerus="yes">
            <source>%1 and %n more</source>
            <translation>
                <numerusform>%1 等另外 %Ln 个</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 %2</source>
            <comment>sentences</comment>
            <translation>%1%2</translation>
        </message>
        <message>
            <source>All failed</source>
            <translation>全部失败</translation>
        </message>
        <message>
            <source>Partly failed</source>
            <translation>部分失败</translation>
        </message>
        <message numerus="yes">
            <source>%Ln users who were there before become what they were, also where they were changed since.</source>
            <translation>
                <numerusform>原有的 %Ln 位用户恢复为导入前的值，此后的改动一并撤回。</numerusform>
            </translation>
        </message>
        <message>
            <source>Please wait until the import that runs has ended.</source>
            <translation>请等待当前导入结束。</translation>
        </message>
        <message>
            <source>What people had before is kept for the last %1 imports only.</source>
            <translation>只有最近 %1 次导入保留了可撤销的数据。</translation>
        </message>
        <message>
            <source>“%1” was imported later. Please undo that import first.</source>
            <translation>之后还导入过“%1”，请先撤销那一次。</translation>
        </message>
        <message>
            <source>Column %1</source>
            <translation>第 %1 列</translation>
        </message>
</context>
<context>
        <name>wd::AttributeDialog</name>
        <message>
            <source>New attribute</source>
            <translation>新增用户属性</translation>
        </message>
        <message>
            <source>Attribute “%1”</source>
            <translation>用户属性“%1”</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>标识</translation>
        </message>
        <message>
            <source>Files, rules and texts know the attribute by it. It stays as it is.</source>
            <translation>文件、分群规则和文案按标识引用这个属性；保存后不能修改。</translation>
        </message>
        <message>
            <source>It stays as it is: rules and texts know the attribute by it.</source>
            <translation>不能修改：分群规则和文案按标识引用这个属性。</translation>
        </message>
        <message>
            <source>Chinese name</source>
            <translation>中文名称</translation>
        </message>
        <message>
            <source>English name</source>
            <translation>英文名称</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Kind of user</source>
            <translation>用户类型</translation>
        </message>
        <message>
            <source>Values to choose from</source>
            <translation>可选值</translation>
        </message>
        <message>
            <source>One a line. None: every value is taken.</source>
            <translation>每行一个；不填表示任何值都可以。</translation>
        </message>
        <message numerus="yes">
            <source>Add the %n values that people have</source>
            <translation>
                <numerusform>填入用户已有的 %Ln 个值</numerusform>
            </translation>
        </message>
        <message>
            <source>Please enter a key, such as “member_level”.</source>
            <translation>请填写标识，例如 member_level。</translation>
        </message>
        <message>
            <source>“%1” was added.</source>
            <translation>已新增“%1”。</translation>
        </message>
        <message>
            <source>“%1” was saved.</source>
            <translation>已保存“%1”。</translation>
        </message>
        <message>
            <source>There is an attribute with this key already. Please enter another one.</source>
            <translation>已有使用这个标识的属性，请换一个标识。</translation>
        </message>
        <message>
            <source>While something uses the attribute, its type stays as it is.</source>
            <translation>这个属性正在使用，不能更改类型。正在使用它的有：</translation>
        </message>
        <message numerus="yes">
            <source>%Ln values are not among those to choose from, “%1” for one.</source>
            <translation>
                <numerusform>有 %Ln 个值不在可选值之中，例如“%1”。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln values do not fit the type “%2”, “%1” for one.</source>
            <translation>
                <numerusform>有 %Ln 个值不符合类型“%2”，例如“%1”。</numerusform>
            </translation>
        </message>
        <message>
            <source>Drop the values that do not fit?</source>
            <translation>清除不符合的值？</translation>
        </message>
        <message>
            <source>These people are then without a value; this can&apos;t be undone. All others keep theirs.</source>
            <translation>保存后这些用户不再有该属性的值，且无法撤销；其余用户的值保留。</translation>
        </message>
        <message numerus="yes">
            <source>Save and drop the %Ln values</source>
            <translation>
                <numerusform>保存并清除这 %Ln 个值</numerusform>
            </translation>
        </message>
        <message>
            <source>The attribute is in use and can&apos;t be deleted. Please change what uses it first:</source>
            <translation>这个属性正在使用，不能删除。请先修改使用它的对象：</translation>
        </message>
        <message>
            <source>Nobody has a value of “%1”. Deleting it can&apos;t be undone.</source>
            <translation>没有用户有“%1”的值。删除后无法撤销。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln people have a value of “%1”; the values go with it. This can&apos;t be undone.</source>
            <translation>
                <numerusform>%Ln 人有“%1”的值，将随属性一并删除。删除后无法撤销。</numerusform>
            </translation>
        </message>
        <message>
            <source>Delete the attribute?</source>
            <translation>删除这个用户属性？</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>“%1” was deleted.</source>
            <translation>已删除“%1”。</translation>
        </message>
</context>
<context>
        <name>wd::AttributesView</name>
        <message>
            <source>User attributes</source>
            <translation>用户属性</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>标识</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Values to choose from</source>
            <translation>可选值</translation>
        </message>
        <message>
            <source>User kind</source>
            <translation>用户类型</translation>
        </message>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
</context>
<context>
        <name>wd::CatalogueDialog</name>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Delete…</source>
            <translation>删除…</translation>
        </message>
        <message>
            <source>Close without saving?</source>
            <translation>不保存就关闭？</translation>
        </message>
        <message>
            <source>What you changed is not saved yet.</source>
            <translation>所做的修改还没有保存。</translation>
        </message>
        <message>
            <source>Close without saving</source>
            <translation>不保存，关闭</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Saving…</source>
            <translation>正在保存…</translation>
        </message>
</context>
<context>
        <name>wd::EventDialog</name>
        <message>
            <source>Event “%1”</source>
            <translation>事件“%1”</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>标识</translation>
        </message>
        <message>
            <source>It stays as it is: rules know the event by it.</source>
            <translation>不能修改：分群规则按标识引用这个事件。</translation>
        </message>
        <message>
            <source>Data complete until</source>
            <translation>数据截至</translation>
        </message>
        <message>
            <source>Campaigns that need later data wait for them. Time zone: %1; empty: unknown.</source>
            <translation>需要更晚数据的活动会等待。时区 %1；不填表示未知。</translation>
        </message>
        <message>
            <source>Chinese name</source>
            <translation>中文名称</translation>
        </message>
        <message>
            <source>English name</source>
            <translation>英文名称</translation>
        </message>
        <message>
            <source>Time of day until which the data are complete</source>
            <translation>数据截至的时刻</translation>
        </message>
        <message>
            <source>The event has no properties.</source>
            <translation>这个事件没有属性。</translation>
        </message>
        <message>
            <source>Properties</source>
            <translation>事件属性</translation>
        </message>
        <message>
            <source>Please enter a date such as 2026/07/15.</source>
            <translation>请填写日期，例如 2026/07/15。</translation>
        </message>
        <message>
            <source>“%1” was saved.</source>
            <translation>已保存“%1”。</translation>
        </message>
        <message>
            <source>The event is in use and can&apos;t be deleted. Please change what uses it first:</source>
            <translation>这个事件正在使用，不能删除。请先修改使用它的对象：</translation>
        </message>
        <message>
            <source>Nobody has done “%1”. Deleting it can&apos;t be undone.</source>
            <translation>没有用户做过“%1”。删除后无法撤销。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln people have done “%1”; all of that goes with it. This can&apos;t be undone.</source>
            <translation>
                <numerusform>%Ln 人做过“%1”，这些记录将一并删除。删除后无法撤销。</numerusform>
            </translation>
        </message>
        <message>
            <source>Delete the event?</source>
            <translation>删除这个事件？</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>“%1” was deleted.</source>
            <translation>已删除“%1”。</translation>
        </message>
        <message>
            <source>The property “%1” is in use and can&apos;t be deleted. Please change what uses it first:</source>
            <translation>属性“%1”正在使用，不能删除。请先修改使用它的对象：</translation>
        </message>
        <message>
            <source>Delete the property?</source>
            <translation>删除这个事件属性？</translation>
        </message>
        <message>
            <source>“%1” and all values that events have of it are deleted at once. This can&apos;t be undone.</source>
            <translation>将立即删除“%1”以及事件记录中它的所有值。删除后无法撤销。</translation>
        </message>
        <message>
            <source>The property “%1” was deleted.</source>
            <translation>已删除属性“%1”。</translation>
        </message>
</context>
<context>
        <name>wd::EventsView</name>
        <message>
            <source>Events</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>标识</translation>
        </message>
        <message>
            <source>Properties</source>
            <translation>事件属性</translation>
        </message>
        <message>
            <source>Data complete until</source>
            <translation>数据截至</translation>
        </message>
        <message>
            <source>No events are known yet. They come with an import of events.</source>
            <translation>还没有事件。导入事件后会出现在这里。</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>事件数</translation>
        </message>
</context>
<context>
        <name>wd::FoundPeople</name>
        <message>
            <source>People found</source>
            <translation>找到的用户</translation>
        </message>
        <message>
            <source>Searching…</source>
            <translation>正在查找…</translation>
        </message>
        <message numerus="yes">
            <source>The first %Ln people; type more to narrow it down.</source>
            <translation>
                <numerusform>显示前 %Ln 人；继续输入可缩小范围。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln people found</source>
            <translation>
                <numerusform>找到 %Ln 人</numerusform>
            </translation>
        </message>
        <message>
            <source>Nobody has “%1” in an id or a text.</source>
            <translation>没有用户的标识或文字属性包含“%1”。</translation>
        </message>
</context>
<context>
        <name>wd::PersonDeliveries</name>
        <message>
            <source>What the user was sent</source>
            <translation>发给该用户的消息</translation>
        </message>
        <message>
            <source>Nothing has been sent to this user yet.</source>
            <translation>还没有给该用户发送过消息。</translation>
        </message>
</context>
<context>
        <name>wd::PersonEventModel</name>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Event</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Properties</source>
            <translation>事件属性</translation>
        </message>
</context>
<context>
        <name>wd::PersonEvents</name>
        <message>
            <source>Events of the user</source>
            <translation>该用户的事件</translation>
        </message>
        <message>
            <source>No event of this user is known.</source>
            <translation>没有该用户的事件记录。</translation>
        </message>
        <message>
            <source>%1 %2×</source>
            <comment>an event and how often</comment>
            <translation>%1 %2 次</translation>
        </message>
        <message>
            <source>No properties.</source>
            <translation>没有事件属性。</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
</context>
<context>
        <name>wd::PersonPage</name>
        <message>
            <source>User</source>
            <translation>用户</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>Users and events</source>
            <translation>用户与事件</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>返回</translation>
        </message>
        <message>
            <source>This user is not known any more.</source>
            <translation>这个用户已不在库中。</translation>
        </message>
        <message>
            <source>Find another one</source>
            <translation>查找其他用户</translation>
        </message>
        <message>
            <source>User attributes</source>
            <translation>用户属性</translation>
        </message>
        <message>
            <source>Attributes of the user</source>
            <translation>该用户的属性</translation>
        </message>
        <message>
            <source>Attribute</source>
            <translation>属性</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>What was sent</source>
            <translation>发送记录</translation>
        </message>
        <message>
            <source>Segments</source>
            <translation>所在分群</translation>
        </message>
        <message>
            <source>Login user</source>
            <translation>登录用户</translation>
        </message>
        <message>
            <source>Visitor</source>
            <translation>访问用户</translation>
        </message>
        <message>
            <source>Events (%1)</source>
            <translation>事件（%1）</translation>
        </message>
        <message>
            <source>Copy “%1”</source>
            <translation>复制“%1”</translation>
        </message>
        <message>
            <source>“%1” was copied.</source>
            <translation>已复制“%1”。</translation>
        </message>
        <message>
            <source>no value</source>
            <translation>未填写</translation>
        </message>
        <message>
            <source>Segments (%1)</source>
            <translation>所在分群（%1）</translation>
        </message>
        <message>
            <source>What was sent (%1)</source>
            <translation>发送记录（%1）</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>正在读取…</translation>
        </message>
        <message>
            <source>What is known of the user</source>
            <translation>该用户的资料</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
</context>
<context>
        <name>wd::PersonSegments</name>
        <message>
            <source>Segments the user is in</source>
            <translation>该用户所在的分群</translation>
        </message>
        <message>
            <source>Segment</source>
            <translation>用户分群</translation>
        </message>
        <message>
            <source>Rule</source>
            <translation>规则</translation>
        </message>
        <message>
            <source>The user is in no segment now.</source>
            <translation>该用户目前不在任何分群中。</translation>
        </message>
</context>
<context>
        <name>wd::PersonTexts</name>
        <message>
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>a property and its value</comment>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>, </source>
            <translation>、</translation>
        </message>
        <message>
            <source>Segments: %1</source>
            <translation>用户分群：%1</translation>
        </message>
        <message>
            <source>Channels: %1</source>
            <translation>webhook 通道：%1</translation>
        </message>
        <message>
            <source>Campaigns: %1</source>
            <translation>运营活动：%1</translation>
        </message>
</context>
<context>
        <name>wd::PropertyList</name>
        <message>
            <source>Key</source>
            <translation>标识</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Chinese name</source>
            <translation>中文名称</translation>
        </message>
        <message>
            <source>English name</source>
            <translation>英文名称</translation>
        </message>
        <message>
            <source>Chinese name of “%1”</source>
            <translation>“%1”的中文名称</translation>
        </message>
        <message>
            <source>English name of “%1”</source>
            <translation>“%1”的英文名称</translation>
        </message>
        <message>
            <source>Delete the property “%1”</source>
            <translation>删除属性“%1”</translation>
        </message>
        <message>
            <source>Values to offer</source>
            <translation>可选值</translation>
        </message>
        <message>
            <source>Set…</source>
            <translation>设置…</translation>
        </message>
        <message numerus="yes">
            <source>%Ln values</source>
            <translation>
                <numerusform>%Ln 个</numerusform>
            </translation>
        </message>
        <message>
            <source>Values to offer for “%1”</source>
            <translation>“%1”的可选值</translation>
        </message>
</context>
<context>
        <name>wd::ChoicesDialog</name>
        <message>
            <source>Values of “%1”</source>
            <translation>“%1”的可选值</translation>
        </message>
        <message>
            <source>Values to offer</source>
            <translation>可选值</translation>
        </message>
        <message>
            <source>One a line. They are offered where a condition is made; other values are taken, too.</source>
            <translation>每行一个。设置条件时可从中选择，也可以填写其他值。</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>应用</translation>
        </message>
        <message>
            <source>Close without applying?</source>
            <translation>不应用就关闭？</translation>
        </message>
        <message>
            <source>What you typed is not applied yet.</source>
            <translation>您填写的内容尚未应用。</translation>
        </message>
        <message>
            <source>Close without applying</source>
            <translation>不应用，关闭</translation>
        </message>
        <message numerus="yes">
            <source>Add the %n values that occur</source>
            <translation>
                <numerusform>填入已有的 %Ln 个值</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::AttributeForm</name>
        <message>
            <source>User attribute</source>
            <translation>用户属性</translation>
        </message>
        <message>
            <source>Comparison</source>
            <translation>比较方式</translation>
        </message>
        <message>
            <source>It is so:</source>
            <translation>满足</translation>
        </message>
        <message>
            <source>It is not so:</source>
            <translation>不满足</translation>
        </message>
        <message>
            <source>Whole days, whatever the time of day.</source>
            <translation>按整天比较，不看具体时刻。</translation>
        </message>
</context>
<context>
        <name>wd::ConditionForm</name>
        <message>
            <source>Whether it holds</source>
            <translation>是否满足</translation>
        </message>
</context>
<context>
        <name>wd::EventChooser</name>
        <message>
            <source>or</source>
            <comment>between two events</comment>
            <translation>或</translation>
        </message>
        <message>
            <source>Or another event</source>
            <translation>或者做过其他行为</translation>
        </message>
        <message>
            <source>Event</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Please choose</source>
            <translation>请选择</translation>
        </message>
        <message>
            <source>Take away</source>
            <translation>去掉这一个</translation>
        </message>
</context>
<context>
        <name>wd::EventForm</name>
        <message>
            <source>did</source>
            <translation>做过</translation>
        </message>
        <message>
            <source>did not</source>
            <translation>没做过</translation>
        </message>
        <message>
            <source>Those who never did are included.</source>
            <translation>包含从未做过的用户。</translation>
        </message>
</context>
<context>
        <name>wd::FindingList</name>
        <message>
            <source>Not all of these hold</source>
            <translation>以下不全满足</translation>
        </message>
        <message>
            <source>All of these hold</source>
            <translation>以下全部满足</translation>
        </message>
        <message>
            <source>None of these holds</source>
            <translation>以下都不满足</translation>
        </message>
        <message>
            <source>Any of these holds</source>
            <translation>以下满足任一</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between times</comment>
            <translation>、</translation>
        </message>
        <message>
            <source>Value: %1</source>
            <translation>值：%1</translation>
        </message>
        <message>
            <source>No value</source>
            <translation>没有值</translation>
        </message>
        <message>
            <source>Never happened in that time</source>
            <translation>这段时间内没有发生过</translation>
        </message>
        <message>
            <source>Nothing received</source>
            <translation>没有收到过</translation>
        </message>
        <message numerus="yes">
            <source>%n times, lately %1</source>
            <translation>
                <numerusform>%Ln 次，最近：%1</numerusform>
            </translation>
        </message>
        <message>
            <source>%1; comes to %2</source>
            <translation>%1；合计结果 %2</translation>
        </message>
        <message>
            <source>%1, then %2</source>
            <translation>%1，之后 %2</translation>
        </message>
        <message>
            <source>Never in this order and time</source>
            <translation>没有按这个先后和时限发生过</translation>
        </message>
        <message>
            <source>Drew %1 of 100</source>
            <translation>抽签值 %1（0–100）</translation>
        </message>
        <message>
            <source>Holds: %1. %2</source>
            <translation>满足：%1。%2</translation>
        </message>
        <message>
            <source>Does not hold: %1. %2</source>
            <translation>不满足：%1。%2</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <comment>condition, what was found</comment>
            <translation>%1（%2）</translation>
        </message>
        <message>
            <source>Never happened in that time as the conditions ask</source>
            <translation>这段时间内没有发生过符合附加条件的</translation>
        </message>
</context>
<context>
        <name>wd::ListUploadDialog</name>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Read the list</source>
            <translation>读取名单</translation>
        </message>
        <message>
            <source>Upload a list</source>
            <translation>上传名单</translation>
        </message>
        <message>
            <source>Please choose a file first.</source>
            <translation>请先选择文件。</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>A CSV, Excel or JSON Lines file; drop it here or choose it.</source>
            <translation>支持 CSV、Excel、JSON Lines，可拖到这里，或点“选择…”。</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>选择…</translation>
        </message>
        <message>
            <source>Login ids</source>
            <translation>用户登录id</translation>
        </message>
        <message>
            <source>Visitor ids</source>
            <translation>访问用户id</translation>
        </message>
        <message>
            <source>Column with the ids</source>
            <translation>哪一列是用户 ID</translation>
        </message>
        <message>
            <source>What they are</source>
            <translation>ID 类型</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
        <message>
            <source>Reading the file …</source>
            <translation>正在读取文件…</translation>
        </message>
        <message>
            <source>Name of the list</source>
            <translation>名单名称</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Choose a file</source>
            <translation>选择文件</translation>
        </message>
        <message>
            <source>Tables (*.csv *.tsv *.txt *.xlsx *.jsonl);;All files (*)</source>
            <translation>表格文件 (*.csv *.tsv *.txt *.xlsx *.jsonl);;所有文件 (*)</translation>
        </message>
        <message>
            <source>This file can&apos;t be read.</source>
            <translation>这个文件无法读取。</translation>
        </message>
        <message numerus="yes">
            <source>%1 matched</source>
            <translation>
                <numerusform>匹配 %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 not known here</source>
            <translation>
                <numerusform>库中没有 %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 repeated</source>
            <translation>
                <numerusform>重复 %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 without an id</source>
            <translation>
                <numerusform>没有 ID %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 unreadable</source>
            <translation>
                <numerusform>无法读取 %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 rows: %2</source>
            <comment>rows, what became of them</comment>
            <translation>
                <numerusform>%1 行：%2</numerusform>
            </translation>
        </message>
        <message>
            <source>, </source>
            <comment>between counts</comment>
            <translation>，</translation>
        </message>
        <message>
            <source>Not known here: %1</source>
            <comment>ids</comment>
            <translation>库中没有：%1</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between ids</comment>
            <translation>、</translation>
        </message>
        <message numerus="yes">
            <source>Add %n of them as users</source>
            <translation>
                <numerusform>将这 %Ln 个 ID 新增为用户</numerusform>
            </translation>
        </message>
        <message>
            <source>Please give the list a name.</source>
            <translation>请填写名单名称。</translation>
        </message>
        <message>
            <source>The first line is the header; the ids stand under “%1”.</source>
            <translation>首行是表头，ID 取自“%1”列。</translation>
        </message>
        <message>
            <source>The only column</source>
            <translation>唯一的一列</translation>
        </message>
        <message>
            <source>Nothing is stored before you press Done.</source>
            <translation>点击“完成”之前不会保存任何内容。</translation>
        </message>
        <message numerus="yes">
            <source>%1 to be added as users</source>
            <translation>
                <numerusform>将新增为用户 %1</numerusform>
            </translation>
        </message>
        <message>
            <source>There is a list “%1” already. Please choose another name.</source>
            <translation>已有名单“%1”，请换一个名称。</translation>
        </message>
        <message>
            <source>New file for “%1”</source>
            <translation>替换名单“%1”</translation>
        </message>
        <message>
            <source>They are kept with the list and join it as soon as an import brings them.</source>
            <translation>这些 ID 会随名单保留；导入带来这些用户后，他们自动进入名单。</translation>
        </message>
        <message>
            <source>Replace</source>
            <translation>替换</translation>
        </message>
        <message numerus="yes">
            <source>They take the place of the %n people on “%1”. What uses the list uses them.</source>
            <translation>
                <numerusform>将取代“%1”现有的 %Ln 人；使用这份名单的分群随之改用新名单。</numerusform>
            </translation>
        </message>
        <message>
            <source>Encoding</source>
            <translation>编码</translation>
        </message>
        <message>
            <source>As %1 the file can&apos;t be read. Please choose another encoding below.</source>
            <translation>按 %1 无法读取此文件，请在下方换一种编码。</translation>
        </message>
        <message>
            <source>Nobody here has one of these as login id. Are they something else, such as phone numbers?</source>
            <translation>库中没有任何用户的用户登录id 与文件相符。文件里的是否是其他号码，比如手机号？</translation>
        </message>
        <message>
            <source>Nobody here has one of these as visitor id. Are they something else, such as login ids?</source>
            <translation>库中没有任何用户的访问用户id 与文件相符。文件里的是否是其他 id，比如用户登录id？</translation>
        </message>
</context>
<context>
        <name>wd::ListsView</name>
        <message>
            <source>Lists</source>
            <translation>名单</translation>
        </message>
        <message>
            <source>List</source>
            <translation>名单</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人数</translation>
        </message>
        <message>
            <source>Uploaded by</source>
            <translation>上传人</translation>
        </message>
        <message>
            <source>Uploaded at</source>
            <translation>上传时间</translation>
        </message>
        <message>
            <source>Actions</source>
            <translation>操作</translation>
        </message>
        <message>
            <source>Make a segment</source>
            <translation>建成分群</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>No list has been uploaded yet: a file with ids is all it takes.</source>
            <translation>还没有上传过名单：一个含用户 ID 的文件就够了。</translation>
        </message>
        <message>
            <source>Upload a list…</source>
            <translation>上传名单…</translation>
        </message>
        <message>
            <source>No list has “%1” in its name.</source>
            <translation>没有名称含“%1”的名单。</translation>
        </message>
        <message>
            <source>The list “%1” was deleted.</source>
            <translation>已删除名单“%1”。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Used by</source>
            <translation>使用于</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>“%1” can&apos;t be deleted while it is in use by %2.</source>
            <translation>“%1”正被使用，不能删除：%2。</translation>
        </message>
        <message>
            <source>%1 unknown</source>
            <comment>ids that nobody has</comment>
            <translation>%1 个未知</translation>
        </message>
        <message>
            <source>Replace by a file…</source>
            <translation>用文件替换…</translation>
        </message>
</context>
<context>
        <name>wd::MeasureEditor</name>
        <message>
            <source>How often or how much</source>
            <translation>次数或数值</translation>
        </message>
        <message>
            <source>Comparison</source>
            <translation>比较方式</translation>
        </message>
        <message>
            <source>sum of %1</source>
            <translation>%1 之和</translation>
        </message>
        <message>
            <source>average of %1</source>
            <translation>%1 的平均值</translation>
        </message>
        <message>
            <source>smallest %1</source>
            <translation>%1 的最小值</translation>
        </message>
        <message>
            <source>largest %1</source>
            <translation>%1 的最大值</translation>
        </message>
        <message>
            <source>at least once</source>
            <translation>至少一次</translation>
        </message>
        <message>
            <source>number of times</source>
            <translation>次数</translation>
        </message>
        <message>
            <source>not once</source>
            <translation>一次也没有</translation>
        </message>
</context>
<context>
        <name>wd::NameForm</name>
        <message>
            <source>List</source>
            <translation>名单</translation>
        </message>
        <message>
            <source>Segment</source>
            <translation>分群</translation>
        </message>
        <message>
            <source>is on the list</source>
            <translation>在名单中</translation>
        </message>
        <message>
            <source>is not on the list</source>
            <translation>不在名单中</translation>
        </message>
        <message>
            <source>is in the segment</source>
            <translation>在分群中</translation>
        </message>
        <message>
            <source>is not in the segment</source>
            <translation>不在分群中</translation>
        </message>
        <message>
            <source>Please choose</source>
            <translation>请选择</translation>
        </message>
        <message>
            <source>+ Upload a list…</source>
            <translation>＋上传名单…</translation>
        </message>
</context>
<context>
        <name>wd::PeriodEditor</name>
        <message>
            <source>Period</source>
            <translation>时间范围</translation>
        </message>
        <message>
            <source>Days</source>
            <translation>天数</translation>
        </message>
        <message>
            <source>First day</source>
            <translation>开始日期</translation>
        </message>
        <message>
            <source>to</source>
            <comment>between two days</comment>
            <translation>至</translation>
        </message>
        <message>
            <source>Last day</source>
            <translation>结束日期</translation>
        </message>
        <message>
            <source>in the last … days</source>
            <translation>最近…天</translation>
        </message>
        <message>
            <source>from … to …</source>
            <translation>指定日期</translation>
        </message>
        <message>
            <source>Until yesterday 24:00; today does not count.</source>
            <translation>截至昨日 24:00，不含今天。</translation>
        </message>
        <message>
            <source>in the last</source>
            <comment>so many days</comment>
            <translation>最近</translation>
        </message>
        <message>
            <source>from</source>
            <comment>one day to another</comment>
            <translation>从</translation>
        </message>
</context>
<context>
        <name>wd::RandomForm</name>
        <message>
            <source>Share of everybody</source>
            <translation>占全部用户的比例</translation>
        </message>
        <message>
            <source>is drawn by lot</source>
            <translation>随机抽中</translation>
        </message>
        <message>
            <source>is not drawn by lot</source>
            <translation>未被随机抽中</translation>
        </message>
        <message>
            <source>The same people every time; in other segments, too.</source>
            <translation>每次抽到的都是同一批人，其他分群中也一样。</translation>
        </message>
</context>
<context>
        <name>wd::ReceivedForm</name>
        <message>
            <source>Campaign or channel</source>
            <translation>活动或通道</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Period</source>
            <translation>时间范围</translation>
        </message>
        <message>
            <source>Days</source>
            <translation>天数</translation>
        </message>
        <message>
            <source>the campaign</source>
            <translation>活动</translation>
        </message>
        <message>
            <source>anything through the channel</source>
            <translation>通道的任意消息</translation>
        </message>
        <message>
            <source>Please choose</source>
            <translation>请选择</translation>
        </message>
        <message>
            <source>at any time</source>
            <translation>不限时间</translation>
        </message>
        <message>
            <source>today or in the days before:</source>
            <translation>今天及之前</translation>
        </message>
        <message>
            <source>has received</source>
            <translation>收到过</translation>
        </message>
        <message>
            <source>has not received</source>
            <translation>没收到过</translation>
        </message>
</context>
<context>
        <name>wd::RuleGroup</name>
        <message>
            <source>How conditions combine</source>
            <translation>条件之间的关系</translation>
        </message>
        <message>
            <source>All of these hold</source>
            <translation>满足全部</translation>
        </message>
        <message>
            <source>Any of these holds</source>
            <translation>满足任一</translation>
        </message>
        <message>
            <source>None of these holds</source>
            <translation>以下都不满足</translation>
        </message>
        <message>
            <source>Not all of these hold</source>
            <translation>以下不全满足</translation>
        </message>
        <message>
            <source>Remove this group</source>
            <translation>删除这一组</translation>
        </message>
        <message>
            <source>Attribute</source>
            <translation>用户属性</translation>
        </message>
        <message>
            <source>Add a condition on an attribute</source>
            <translation>添加用户属性条件</translation>
        </message>
        <message>
            <source>Event</source>
            <translation>行为</translation>
        </message>
        <message>
            <source>Add a condition on an event</source>
            <translation>添加行为条件</translation>
        </message>
        <message>
            <source>No events have been imported yet.</source>
            <translation>还没有导入事件。</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>条件组</translation>
        </message>
        <message>
            <source>Add a group of conditions</source>
            <translation>添加条件组</translation>
        </message>
        <message>
            <source>Groups can be nested to five levels.</source>
            <translation>条件组最多嵌套五层。</translation>
        </message>
        <message>
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <source>Add another kind of condition</source>
            <translation>添加其他类型的条件</translation>
        </message>
        <message>
            <source>One event after another</source>
            <translation>先后做过</translation>
        </message>
        <message>
            <source>What they have received</source>
            <translation>收到过的消息</translation>
        </message>
        <message>
            <source>Being in another segment</source>
            <translation>在其他分群中</translation>
        </message>
        <message>
            <source>Being on a list</source>
            <translation>在名单中</translation>
        </message>
        <message>
            <source>A share drawn by lot</source>
            <translation>随机抽取</translation>
        </message>
        <message>
            <source>Group %1</source>
            <translation>条件组 %1</translation>
        </message>
        <message>
            <source>Condition %1</source>
            <translation>条件 %1</translation>
        </message>
        <message>
            <source>Without conditions everybody is in it.</source>
            <translation>没有条件时，所有人都在这个分群里。</translation>
        </message>
        <message>
            <source>Without conditions this group holds for everybody.</source>
            <translation>没有条件时，所有人都满足这一组。</translation>
        </message>
        <message>
            <source>Without conditions this group holds for nobody.</source>
            <translation>没有条件时，没有人满足这一组。</translation>
        </message>
        <message>
            <source>not</source>
            <comment>between conditions</comment>
            <translation>非</translation>
        </message>
        <message>
            <source>and</source>
            <comment>between conditions</comment>
            <translation>且</translation>
        </message>
        <message>
            <source>or</source>
            <comment>between conditions</comment>
            <translation>或</translation>
        </message>
        <message>
            <source>Who is in it:</source>
            <translation>圈选条件</translation>
        </message>
</context>
<context>
        <name>wd::RuleItem</name>
        <message>
            <source>Move up (Alt+Up)</source>
            <translation>上移（Alt+↑）</translation>
        </message>
        <message>
            <source>Move down (Alt+Down)</source>
            <translation>下移（Alt+↓）</translation>
        </message>
        <message>
            <source>Duplicate (Ctrl+D)</source>
            <translation>复制一份（Ctrl+D）</translation>
        </message>
        <message numerus="yes">
            <source>takes away %1</source>
            <translation>
                <numerusform>筛掉 %1 人</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>adds %1</source>
            <translation>
                <numerusform>带来 %1 人</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <comment>people by itself, what it changes</comment>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>So many more people there would be without this condition.</source>
            <translation>去掉这个条件，分群会多出这些人。</translation>
        </message>
        <message>
            <source>So many fewer people there would be without this condition.</source>
            <translation>去掉这个条件，分群会少掉这些人。</translation>
        </message>
        <message>
            <source>Not complete yet</source>
            <translation>还没填完</translation>
        </message>
        <message>
            <source>%1 by itself</source>
            <translation>单看满足 %1 人</translation>
        </message>
        <message>
            <source>For so many more people this group would hold without this condition.</source>
            <translation>去掉这个条件，符合本组的会多出这么多人。</translation>
        </message>
        <message>
            <source>For so many fewer people this group would hold without this condition.</source>
            <translation>去掉这个条件，符合本组的会减少这么多人。</translation>
        </message>
</context>
<context>
        <name>wd::SegmentOutcome</name>
        <message>
            <source>People in the segment</source>
            <translation>分群人数</translation>
        </message>
        <message>
            <source>First people</source>
            <translation>用户样本</translation>
        </message>
        <message>
            <source>Why, why not</source>
            <translation>为什么在/不在</translation>
        </message>
        <message>
            <source>People in the segment now</source>
            <translation>当前分群人数</translation>
        </message>
        <message>
            <source>The first people</source>
            <translation>前几位用户</translation>
        </message>
        <message>
            <source>Return or a double click explains why somebody is in it.</source>
            <translation>按回车或双击，查看此人为什么在分群里。</translation>
        </message>
        <message>
            <source>It can&apos;t be counted like this.</source>
            <translation>这样的条件无法计算人数。</translation>
        </message>
        <message>
            <source>%1 % of %2 %3</source>
            <comment>share, number, login users</comment>
            <translation>占 %2 名%3的 %1%</translation>
        </message>
        <message>
            <source>Counting …</source>
            <translation>正在计算…</translation>
        </message>
        <message>
            <source>Nobody is in it at the moment.</source>
            <translation>目前没有人符合。</translation>
        </message>
        <message numerus="yes">
            <source>All %n people</source>
            <translation>
                <numerusform>全部 %Ln 人</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>First %n</source>
            <translation>
                <numerusform>前 %Ln 人</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::SegmentUses</name>
        <message>
            <source>draft</source>
            <translation>草稿</translation>
        </message>
        <message>
            <source>scheduled</source>
            <translation>待上线</translation>
        </message>
        <message>
            <source>sending</source>
            <translation>发送中</translation>
        </message>
        <message>
            <source>finished</source>
            <translation>已结束</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>offline</source>
            <translation>已下线</translation>
        </message>
        <message>
            <source>“%1”</source>
            <translation>“%1”</translation>
        </message>
        <message>
            <source>“%1” (%2)</source>
            <comment>campaign, state</comment>
            <translation>“%1”（%2）</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between names</comment>
            <translation>、</translation>
        </message>
        <message numerus="yes">
            <source>campaigns %1</source>
            <translation>
                <numerusform>活动%1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>segments %1</source>
            <translation>
                <numerusform>分群%1</numerusform>
            </translation>
        </message>
        <message>
            <source>; </source>
            <comment>between kinds</comment>
            <translation>；</translation>
        </message>
</context>
<context>
        <name>wd::SequenceForm</name>
        <message>
            <source>First:</source>
            <translation>先</translation>
        </message>
        <message>
            <source>then:</source>
            <translation>再</translation>
        </message>
        <message>
            <source>did</source>
            <comment>before an event</comment>
            <translation>做过</translation>
        </message>
        <message>
            <source>Length of time</source>
            <translation>时长</translation>
        </message>
        <message>
            <source>Unit of time</source>
            <translation>时间单位</translation>
        </message>
        <message>
            <source>seconds</source>
            <translation>秒</translation>
        </message>
        <message>
            <source>minutes</source>
            <translation>分钟</translation>
        </message>
        <message>
            <source>hours</source>
            <translation>小时</translation>
        </message>
        <message>
            <source>days</source>
            <translation>天</translation>
        </message>
        <message>
            <source>and within</source>
            <comment>a length of time after the first event</comment>
            <translation>之后</translation>
        </message>
        <message>
            <source>after it</source>
            <comment>a length of time after the first event</comment>
            <translation>内</translation>
        </message>
        <message>
            <source>did</source>
            <translation>做过</translation>
        </message>
        <message>
            <source>did not</source>
            <translation>没做过</translation>
        </message>
        <message>
            <source>Those who never did the first event are included. Add a condition that they did it to leave them out.</source>
            <translation>包含从未做过第一个行为的用户；如需排除，请再加一个“做过”条件。</translation>
        </message>
</context>
<context>
        <name>wd::ValueChips</name>
        <message>
            <source>Add a value</source>
            <translation>添加一个值</translation>
        </message>
        <message>
            <source>Add a value, then Enter</source>
            <translation>输入后按回车添加</translation>
        </message>
        <message>
            <source>Take “%1” away</source>
            <translation>去掉“%1”</translation>
        </message>
</context>
<context>
        <name>wd::WhereList</name>
        <message>
            <source>Property</source>
            <translation>属性</translation>
        </message>
        <message>
            <source>Add a condition on a property of the event</source>
            <translation>添加事件属性条件</translation>
        </message>
        <message>
            <source>Comparison</source>
            <translation>比较方式</translation>
        </message>
        <message>
            <source>Take this property away</source>
            <translation>去掉这个属性条件</translation>
        </message>
        <message>
            <source>with</source>
            <comment>before the property of an event</comment>
            <translation>其中</translation>
        </message>
</context>
<context>
        <name>wd::WhyView</name>
        <message>
            <source>Explain</source>
            <translation>解释</translation>
        </message>
        <message>
            <source>Login id or visitor id</source>
            <translation>用户登录id 或访问用户id</translation>
        </message>
        <message>
            <source>Why is somebody in it, or not?</source>
            <translation>为什么某人在 / 不在？</translation>
        </message>
        <message>
            <source>Type somebody&apos;s id: each condition is shown with what was found about them.</source>
            <translation>输入一个用户的 ID，逐条列出每个条件是否满足，以及查到的数据。</translation>
        </message>
        <message>
            <source>Please type an id first.</source>
            <translation>请先输入用户 ID。</translation>
        </message>
        <message>
            <source>Nobody is known by the id %1.</source>
            <translation>没有 ID 为 %1 的用户。</translation>
        </message>
        <message>
            <source>In it</source>
            <translation>在分群里</translation>
        </message>
        <message>
            <source>Not in it</source>
            <translation>不在分群里</translation>
        </message>
        <message>
            <source>This person is a login user; the segment holds visitors only.</source>
            <translation>此人是登录用户，而这个分群只含访问用户。</translation>
        </message>
        <message>
            <source>This person is a visitor; the segment holds login users only.</source>
            <translation>此人是访问用户，而这个分群只含登录用户。</translation>
        </message>
</context>
<context>
        <name>wd::CatalogueCommands</name>
        <message>
            <source>Key</source>
            <translation>标识</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Users</source>
            <translation>用户</translation>
        </message>
        <message>
            <source>Chinese label</source>
            <translation>中文名</translation>
        </message>
        <message>
            <source>English label</source>
            <translation>英文名</translation>
        </message>
        <message>
            <source>Choices</source>
            <translation>选项</translation>
        </message>
        <message>
            <source>Event</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Property</source>
            <translation>属性</translation>
        </message>
        <message>
            <source>Complete until</source>
            <translation>数据截至</translation>
        </message>
        <message>
            <source>Events, latest first:</source>
            <translation>事件（最近的在前）：</translation>
        </message>
        <message>
            <source>No events.</source>
            <translation>没有事件。</translation>
        </message>
        <message>
            <source>What was sent, latest first:</source>
            <translation>发送记录（最近的在前）：</translation>
        </message>
        <message>
            <source>Nothing was sent.</source>
            <translation>没有发送记录。</translation>
        </message>
        <message>
            <source>There are no attributes yet.</source>
            <translation>还没有属性。</translation>
        </message>
        <message>
            <source>There are no events yet.</source>
            <translation>还没有事件。</translation>
        </message>
        <message>
            <source>Nobody was found.</source>
            <translation>没有找到用户。</translation>
        </message>
        <message numerus="yes">
            <source>“%1” holds %n events.</source>
            <translation>
                <numerusform>“%1”有 %Ln 个事件。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people have a value of “%1”.</source>
            <translation>
                <numerusform>%Ln 人有“%1”的值。</numerusform>
            </translation>
        </message>
        <message>
            <source>This can&apos;t be brought back; with --yes it is removed all the same.</source>
            <translation>删除后无法恢复；加上 --yes 才会删除。</translation>
        </message>
        <message numerus="yes">
            <source>“%1” was removed, with %n events.</source>
            <translation>
                <numerusform>已删除“%1”及其 %Ln 个事件。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>“%1” was removed, with the values of %n people.</source>
            <translation>
                <numerusform>已删除“%1”及 %Ln 人的值。</numerusform>
            </translation>
        </message>
        <message>
            <source>“%1” was removed; nobody had any of it.</source>
            <translation>已删除“%1”；没有任何用户数据随之删除。</translation>
        </message>
        <message numerus="yes">
            <source>%n events have a value of “%1”.</source>
            <translation>
                <numerusform>%Ln 个事件有“%1”的值。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>“%1” was removed, with its values in %n events.</source>
            <translation>
                <numerusform>已删除“%1”及其在 %Ln 个事件中的值。</numerusform>
            </translation>
        </message>
        <message>
            <source>Segments the user is in:</source>
            <translation>所在分群：</translation>
        </message>
        <message>
            <source>In no segment.</source>
            <translation>不在任何分群中。</translation>
        </message>
        <message>
            <source>visitors</source>
            <translation>访问用户</translation>
        </message>
        <message>
            <source>login users</source>
            <translation>登录用户</translation>
        </message>
        <message>
            <source>Events, latest first (%1 of %2):</source>
            <translation>事件（最近的在前，显示 %1 条，共 %2 条）：</translation>
        </message>
        <message>
            <source>What was sent, latest first (%1 of %2):</source>
            <translation>发送记录（最近的在前，显示 %1 条，共 %2 条）：</translation>
        </message>
</context>
<context>
        <name>wd::SegmentCommands</name>
        <message>
            <source>Nobody is in the segment.</source>
            <translation>该分群中没有人。</translation>
        </message>
        <message>
            <source>Note: the data of “%1” are complete until %2; there are none yet of the days after.</source>
            <translation>注意：“%1”的数据截至 %2，之后的日子还没有数据。</translation>
        </message>
        <message>
            <source>%1 of %2 people.</source>
            <translation>共 %2 人，列出前 %1 人。</translation>
        </message>
        <message>
            <source>“%1” is in the segment “%2”.</source>
            <translation>“%1”在分群“%2”中。</translation>
        </message>
        <message>
            <source>“%1” is not in the segment “%2”.</source>
            <translation>“%1”不在分群“%2”中。</translation>
        </message>
        <message>
            <source>This person is a login user; the segment holds visitors only.</source>
            <translation>此人是登录用户，而这个分群只含访问用户。</translation>
        </message>
        <message>
            <source>This person is a visitor; the segment holds login users only.</source>
            <translation>此人是访问用户，而这个分群只含登录用户。</translation>
        </message>
        <message>
            <source>That is: %1.</source>
            <translation>即：%1。</translation>
        </message>
        <message>
            <source>Nothing uses it.</source>
            <translation>没有被使用。</translation>
        </message>
        <message>
            <source>In use by %1.</source>
            <translation>正被使用：%1。</translation>
        </message>
        <message>
            <source>It was chosen in %1. They need another segment before they can go online.</source>
            <translation>曾被选用：%1。上线前需要另选分群。</translation>
        </message>
</context>
<context>
        <name>wd::City</name>
        <message>
            <source>Auckland</source>
            <translation>奥克兰</translation>
        </message>
        <message>
            <source>Bangkok</source>
            <translation>曼谷</translation>
        </message>
        <message>
            <source>Berlin</source>
            <translation>柏林</translation>
        </message>
        <message>
            <source>Chicago</source>
            <translation>芝加哥</translation>
        </message>
        <message>
            <source>Dubai</source>
            <translation>迪拜</translation>
        </message>
        <message>
            <source>Ho Chi Minh</source>
            <translation>胡志明市</translation>
        </message>
        <message>
            <source>Hong Kong</source>
            <translation>香港</translation>
        </message>
        <message>
            <source>Jakarta</source>
            <translation>雅加达</translation>
        </message>
        <message>
            <source>Kolkata</source>
            <translation>加尔各答</translation>
        </message>
        <message>
            <source>Kuala Lumpur</source>
            <translation>吉隆坡</translation>
        </message>
        <message>
            <source>London</source>
            <translation>伦敦</translation>
        </message>
        <message>
            <source>Los Angeles</source>
            <translation>洛杉矶</translation>
        </message>
        <message>
            <source>Macau</source>
            <translation>澳门</translation>
        </message>
        <message>
            <source>Manila</source>
            <translation>马尼拉</translation>
        </message>
        <message>
            <source>Moscow</source>
            <translation>莫斯科</translation>
        </message>
        <message>
            <source>New York</source>
            <translation>纽约</translation>
        </message>
        <message>
            <source>Paris</source>
            <translation>巴黎</translation>
        </message>
        <message>
            <source>Seoul</source>
            <translation>首尔</translation>
        </message>
        <message>
            <source>Shanghai</source>
            <translation>上海</translation>
        </message>
        <message>
            <source>Singapore</source>
            <translation>新加坡</translation>
        </message>
        <message>
            <source>Sydney</source>
            <translation>悉尼</translation>
        </message>
        <message>
            <source>Taipei</source>
            <translation>台北</translation>
        </message>
        <message>
            <source>Tokyo</source>
            <translation>东京</translation>
        </message>
        <message>
            <source>Toronto</source>
            <translation>多伦多</translation>
        </message>
        <message>
            <source>Urumqi</source>
            <translation>乌鲁木齐</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <translation>%1（%2）</translation>
        </message>
</context>
<context>
        <name>wd::RetryNow</name>
        <message>
            <source>Trying again now…</source>
            <translation>正在重试…</translation>
        </message>
        <message>
            <source>Just tried again, without success: %1</source>
            <translation>刚刚重试，仍未成功：%1</translation>
        </message>
</context>
<context>
        <name>wd::FoundTypeText</name>
        <message>
            <source>numbers</source>
            <translation>数字</translation>
        </message>
        <message>
            <source>dates</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>dates with a time</source>
            <translation>日期和时间</translation>
        </message>
        <message>
            <source>yes or no</source>
            <translation>“是/否”</translation>
        </message>
        <message numerus="yes">
            <source>%1 of %2 values are %3, %n are not: “%5” in line %4.</source>
            <translation>
                <numerusform>%2 个值中有 %1 个是%3，%Ln 个不是：第 %4 行“%5”。</numerusform>
            </translation>
        </message>
        <message>
            <source>Taken as text: %1</source>
            <comment>counts</comment>
            <translation>按文本导入：%1</translation>
        </message>
        <message>
            <source>%1 Such rows are refused; to have them all, choose text as the type.</source>
            <comment>counts</comment>
            <translation>%1这样的行不会导入；如需全部导入，请把类型改为“文本”。</translation>
        </message>
        <message numerus="yes">
            <source>Taken as text: as numbers, %n values would lose their last 0, as “%1” in line %2 would.</source>
            <translation>
                <numerusform>按文本导入：如果按数字，有 %Ln 个值会丢掉末尾的 0，例如第 %2 行的“%1”。</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::ZoneBox</name>
        <message>
            <source>“%1” is no time zone. Choose one of the list, such as %2.</source>
            <translation>没有名为“%1”的时区。请从列表中选择，例如 %2。</translation>
        </message>
</context>
<context>
        <name>wd::RuleEditor</name>
        <message>
            <source>Please fill this in.</source>
            <translation>请填写此项。</translation>
        </message>
</context>
<context>
        <name>wd::DataNote</name>
        <message>
            <source>Data of “%1” are complete until %2; there are none yet of the days after.</source>
            <translation>“%1”的数据截至 %2，之后的日子还没有数据。</translation>
        </message>
</context>
<context>
        <name>wd::ImportReportPage</name>
        <message>
            <source>Import</source>
            <translation>导入</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>数据</translation>
        </message>
        <message>
            <source>Users and events</source>
            <translation>用户与事件</translation>
        </message>
        <message>
            <source>Earlier imports</source>
            <translation>导入记录</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>返回</translation>
        </message>
        <message>
            <source>Import of %1</source>
            <translation>导入结果：%1</translation>
        </message>
        <message>
            <source>Users added by the list “%1”</source>
            <translation>由名单“%1”新增的用户</translation>
        </message>
</context>
<context>
        <name>wd::ImportSummary</name>
        <message numerus="yes">
            <source>%Ln rows</source>
            <translation>
                <numerusform>%Ln 行</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln new attributes: %1</source>
            <translation>
                <numerusform>新建 %Ln 个属性：%1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln new properties: %1</source>
            <translation>
                <numerusform>新建 %Ln 个事件属性：%1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln columns with remarks above</source>
            <translation>
                <numerusform>上方有 %Ln 列需要留意</numerusform>
            </translation>
        </message>
        <message>
            <source>; </source>
            <comment>between remarks</comment>
            <translation>；</translation>
        </message>
</context>
<context>
        <name>wd::UndoQuestion</name>
        <message>
            <source>Undo this import</source>
            <translation>撤销本次导入</translation>
        </message>
        <message>
            <source>What these count changes:</source>
            <translation>以下分群和活动的人数会随之变化：</translation>
        </message>
</context>
<context>
        <name>wd::FormParts</name>
        <message numerus="yes">
            <source> days</source>
            <comment>after a number</comment>
            <translation>
                <numerusform> 天</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::ListDialog</name>
        <message>
            <source>People on the list</source>
            <translation>名单里的人</translation>
        </message>
        <message>
            <source>List “%1”</source>
            <translation>名单“%1”</translation>
        </message>
        <message>
            <source>Name of the list</source>
            <translation>名单名称</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message numerus="yes">
            <source>%1 people; the first %n are shown.</source>
            <translation>
                <numerusform>共 %1 人，显示前 %Ln 人。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 people</source>
            <translation>
                <numerusform>共 %1 人</numerusform>
            </translation>
        </message>
        <message>
            <source>Please give the list a name.</source>
            <translation>请填写名单名称。</translation>
        </message>
        <message>
            <source>There is a list “%1” already. Please choose another name.</source>
            <translation>已有名单“%1”，请换一个名称。</translation>
        </message>
        <message>
            <source>Search by id</source>
            <translation>按 ID 搜索</translation>
        </message>
        <message>
            <source>In use by %1: a new name holds there, too.</source>
            <translation>正被%1使用；改名后那里一并更新。</translation>
        </message>
        <message>
            <source>Replace by a file…</source>
            <translation>用文件替换…</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between ids</comment>
            <translation>、</translation>
        </message>
        <message numerus="yes">
            <source>%n ids of the file are not known here: %1. They join the list as soon as an import brings them.</source>
            <translation>
                <numerusform>文件中有 %Ln 个 ID 库中没有：%1。导入带来这些用户后，他们自动进入名单。</numerusform>
            </translation>
        </message>
        <message>
            <source>Add them as users</source>
            <translation>新增为用户</translation>
        </message>
        <message>
            <source>Adding them …</source>
            <translation>正在新增…</translation>
        </message>
        <message numerus="yes">
            <source>%n users were added. Under Earlier imports they can be taken back.</source>
            <translation>
                <numerusform>已新增 %Ln 位用户，可在“导入记录”中撤销。</numerusform>
            </translation>
        </message>
        <message>
            <source>Nobody on the list has “%1” in the id.</source>
            <translation>名单里没有 ID 含“%1”的用户。</translation>
        </message>
        <message numerus="yes">
            <source>%n people with “%1” in the id</source>
            <translation>
                <numerusform>%Ln 人的 ID 含“%1”</numerusform>
            </translation>
        </message>
</context>
<context>
        <name>wd::EarlierImport</name>
        <message>
            <source>This very file was imported on %1: %2.</source>
            <translation>此文件已于 %1 导入过：%2。</translation>
        </message>
        <message>
            <source>This very file was begun on %1 and stopped after %2 rows. With the same columns and options the import goes on from there.</source>
            <translation>此文件曾于 %1 开始导入，到第 %2 行停止。列与选项不变时，会从停止处继续。</translation>
        </message>
        <message>
            <source>It was begun on %1 and stopped after %2 rows, with other columns or options. Now the whole file is imported from its first row.</source>
            <translation>此文件曾于 %1 开始导入，到第 %2 行停止，当时的列或选项与现在不同。现在会从第一行起重新导入整个文件。</translation>
        </message>
        <message>
            <source>Its import of %1 is half undone. Please undo it to its end first, or import the file on top of what is left.</source>
            <translation>%1 的那次导入只撤销了一部分。建议先撤销完毕，也可以在现有数据上直接导入。</translation>
        </message>
        <message>
            <source>It was imported on %1: %2.</source>
            <translation>此文件已于 %1 导入：%2。</translation>
        </message>
        <message>
            <source>Events without an id of their own would then be there twice, and counts and sums double.</source>
            <translation>没有事件 id 的事件会重复一份，次数与合计随之翻倍。</translation>
        </message>
        <message>
            <source>Users it names get the file&apos;s values again, also where they changed since.</source>
            <translation>文件中的用户会再次更新为文件里的值，包括此后改动过的值。</translation>
        </message>
        <message>
            <source>This very file was imported before</source>
            <translation>此文件已导入过</translation>
        </message>
        <message>
            <source>Don&apos;t import</source>
            <translation>不导入</translation>
        </message>
        <message>
            <source>Import it all the same</source>
            <translation>仍要导入</translation>
        </message>
        <message>
            <source>This very file was begun on %1 and stopped after %2 rows. As others were imported since, it begins with its first row again; what is there already is not added twice.</source>
            <translation>此文件曾于 %1 开始导入，在第 %2 行后停止。之后又有其他导入，因此将从首行重新开始；已有的数据不会重复添加。</translation>
        </message>
</context>
<context>
        <name>wd::RecentlyDeleted</name>
        <message>
            <source>Deleted segments and lists, the latest first</source>
            <translation>已删除的分群和名单，最近的在前</translation>
        </message>
        <message>
            <source>Recently deleted</source>
            <translation>最近删除</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message numerus="yes">
            <source>Deleted segments and lists are kept for %n days.</source>
            <translation>
                <numerusform>删除的分群和名单保留 %Ln 天。</numerusform>
            </translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>What</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Deleted by</source>
            <translation>删除人</translation>
        </message>
        <message>
            <source>Deleted at</source>
            <translation>删除时间</translation>
        </message>
        <message>
            <source>Actions</source>
            <translation>操作</translation>
        </message>
        <message>
            <source>Nothing was deleted in this time.</source>
            <translation>这段时间内没有删除过分群或名单。</translation>
        </message>
        <message>
            <source>Segment</source>
            <translation>分群</translation>
        </message>
        <message>
            <source>List</source>
            <translation>名单</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>恢复</translation>
        </message>
        <message>
            <source>“%1” is back.</source>
            <translation>“%1”已恢复。</translation>
        </message>
        <message>
            <source>There is another segment “%1” by now. Please rename that one first.</source>
            <translation>现在已有另一个分群叫“%1”，请先给它改名。</translation>
        </message>
        <message>
            <source>There is another list “%1” by now. Please rename that one first.</source>
            <translation>现在已有另一份名单叫“%1”，请先给它改名。</translation>
        </message>
        <message>
            <source>Please restore “%1” first: the rule of “%2” names it.</source>
            <translation>请先恢复“%1”：“%2”的规则用到了它。</translation>
        </message>
        <message>
            <source>The rule of “%1” names what is not there any more. %2</source>
            <translation>“%1”的规则用到了已不存在的内容。%2</translation>
        </message>
</context>
</TS>
